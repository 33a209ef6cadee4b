import { z } from 'zod'

/** What runs the program, with its versions as they are written: `45.4.1`. */
export type Runtime =
  | { readonly kind: 'electron'; readonly electron: string; readonly chromium: string; readonly node: string }
  /** An installed Chromium in Electron's place; `chromium` is `null` until its window is open. */
  | { readonly kind: 'stand-in'; readonly chromium: string | null; readonly node: string }
  /** The command line: there is no window. */
  | { readonly kind: 'node'; readonly node: string }

/** The operating system, as far as a support call needs it; nothing of the person or the machine is in it. */
export interface OperatingSystem {
  /** As the system calls itself: `Windows 11 Pro`, `macOS`, `Debian GNU/Linux 12 (bookworm)`. */
  readonly name: string
  /** Of macOS and Windows their own version, else that of the kernel. */
  readonly version: string
  /** The processor the program was built for: `x64`, `arm64`. */
  readonly architecture: string
}

/** What the program says of itself. */
export interface About {
  readonly version: string
  readonly runtime: Runtime
  readonly system: OperatingSystem
  /** The format of the data folder that this version reads and writes; it migrates every earlier one. */
  readonly dataFormat: number
}

/** A package of somebody else's that is part of the program. */
export const licenceSchema = z.object({
  name: z.string().min(1),
  version: z.string().min(1),
  /** As SPDX writes it: `MIT`, `Apache-2.0`. */
  licence: z.string().min(1),
  /** The whole text, with its copyright notices. */
  text: z.string().min(1),
})
export type Licence = Readonly<z.infer<typeof licenceSchema>>
