import type { ChildProcess } from 'node:child_process'
import type { Page } from '@playwright/test'

/** A started application and what a person can do with it outside its page. */
export interface Running {
  readonly page: Page
  readonly process: ChildProcess
  /** What really runs it, with its version: `Electron 45.4.1`, `Chromium 156.0.8078.79`. */
  readonly engine: string
  /** Ends the application as closing its window does, without the page having a say. */
  close(): Promise<void>
  /** Ends the main process as a power cut would. */
  kill(): void
  /** Closes the window as a person does: the page may ask for it to stay. */
  askToClose(): Promise<void>
  /** Chooses an entry of the menu bar, by its identifier. */
  chooseInMenu(id: string): Promise<void>
  /** Presses a button of the next message box; answers what the box said. */
  answerMessageBox(button: string): Promise<string>
  /** Chooses a folder in the next dialog that asks for one; `null` cancels it. */
  chooseFolder(folder: string | null): Promise<void>
  /** Waits for the next folder that is to be opened, refuses as a desktop does that cannot, and answers which it was. */
  refuseToOpen(): Promise<string>
}

/** How to start an application. */
export interface Launch {
  readonly command: string
  readonly values: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

/** How long an application has for its window, in milliseconds. */
export const startTime = 30_000
