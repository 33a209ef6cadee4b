import { isUtf8 } from 'node:buffer'
import { createHash } from 'node:crypto'
import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from '../launch/project.mjs'
import type { ArchiveEntry } from './archive.ts'

/** A kind of file that must never be in the archive, whatever the list of allowed files says. */
export interface ForbiddenKind {
  readonly name: string
  readonly why: string
  /** What is wrong with a file, to be read after its path; `null` when nothing is. No content: it is not in the archive. */
  problem(entry: ArchiveEntry, content: Buffer | null): string | null
}

const testName = /(^|\/)(tests?|__tests__|e2e|fixtures|stand-in)\/|\.(test|spec)\.[cm]?[jt]sx?$/i
const sourceName = /\.([cm]?ts|[jt]sx|map|scss|less)$/i
const sourceMap = /[#@] ?sourceMappingURL=|"sourcesContent"\s*:/
const secretName =
  /(^|\/)(\.env(\..*)?|\.npmrc|\.netrc|\.pypirc|\.git|\.git-credentials|\.aws|\.ssh|id_(rsa|dsa|ecdsa|ed25519))(\/|$)|\.(pem|key|p8|p12|pfx|jks|keystore|kdbx|ppk)$/i
const nativeName = /\.(node|dll|dylib|exe|com|so(\.\d+)*|a|lib|o|obj|bundle|framework)$/i

/** Shapes of secrets in text. The marks of a key alone are in every program that reads keys: its letters must follow. */
const secretShapes: readonly (readonly [what: string, shape: RegExp])[] = [
  ['holds a private key', /-----BEGIN (?:[A-Z0-9]+ ){0,3}PRIVATE KEY(?: BLOCK)?-----[\s\S]{0,300}?[A-Za-z0-9+/]{48}/],
  ['holds a token of GitHub', /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{60,})/],
  ['holds a token of GitLab', /\bglpat-[\w-]{20,}/],
  ['holds a private key', /\bLS0tLS1CRUdJTi[A-Za-z0-9+/]{100}/],
  ['holds a private key', /"d"\s*:\s*"[\w-]{42,}"/],
  ['holds a key or a certificate', /\bMI[A-Za-z0-9+/]{200}/],
  ['holds a key or a certificate', /-----BEGIN CERTIFICATE-----[\s\S]{0,100}?[A-Za-z0-9+/]{48}/],
  ['holds a token of npm', /\bnpm_[A-Za-z0-9]{36}\b|_auth(?:Token)?\s*=\s*[\w-]{8,}/],
  ['holds a password in an address', /\bhttps?:\/\/[\w.%-]+:[\w.%!*+-]+@[\w-]+/],
  ['holds settings of an environment', /^[A-Z][A-Z0-9_]*(?:PASSWORD|SECRET|TOKEN|KEY)[A-Z0-9_]*=\S{8,}$/m],
  ['holds a secret key of a service', /\bsk(?:-ant|-proj)?[-_](?:live_|test_)?[\w-]{24,}/],
  ['holds a key of Amazon', /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/],
  ['holds a key of Google', /\bAIza[\w-]{35}\b/],
  ['holds a token of Slack', /\bxox[abeoprs]-[\w-]{10,}/],
  ['holds a signed web token', /\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{20,}/],
]

/** The first bytes of programs and libraries: ELF, Windows, Mach-O in its four forms and of two processors, ar. */
const nativeMarks = ['7f454c46', '4d5a', 'feedface', 'feedfacf', 'cefaedfe', 'cffaedfe', 'cafebabe', 'cafebabf'].concat(
  '213c617263683e0a',
)

const texts = new Set(['.js', '.css', '.html', '.json', '.svg'])

/** The first bytes of pictures and fonts. */
const marks = new Map([
  ['.png', '\x89PNG\r\n'],
  ['.woff2', 'wOF2'],
])

export const forbidden: readonly ForbiddenKind[] = [
  {
    name: 'no test file',
    why: 'tests and what they need stay out',
    problem: ({ path }) => (testName.test(path) ? 'is a test file' : null),
  },
  {
    name: 'no source file',
    why: 'what is built goes in, not what it is built from',
    problem({ path }, content) {
      if (sourceName.test(path)) return 'is a source file'
      return content !== null && sourceMap.test(content.toString('latin1')) ? 'points to a source map' : null
    },
  },
  {
    name: 'no secret',
    why: 'whoever has the installer has it too',
    problem({ path }, content) {
      if (secretName.test(path)) return 'has the name of a secret'
      const text = content?.toString('latin1') ?? ''
      return secretShapes.find(([, shape]) => shape.test(text))?.[0] ?? null
    },
  },
  {
    name: 'no native file',
    why: 'it would belong to one platform, and nothing of ours needs one',
    problem({ path }, content) {
      if (nativeName.test(path)) return 'has the name of a native file'
      const start = content?.subarray(0, 8).toString('hex') ?? ''
      return nativeMarks.some((mark) => start.startsWith(mark)) ? 'is a native program or library' : null
    },
  },
  {
    name: 'no file of another kind than its name says',
    why: 'a name on the list could hide anything',
    problem({ path }, content) {
      if (content === null) return null
      const kind = posix.extname(path)
      if (texts.has(kind) && !(isUtf8(content) && !content.includes(0))) return 'is no text'
      return content.toString('latin1').startsWith(marks.get(kind) ?? '') ? null : 'does not begin as such files do'
    },
  },
  {
    name: 'no path of the machine that built it',
    why: 'it tells whose machine it was, and leads nowhere on another one',
    problem(_, content) {
      const [path] = machinePath.exec(content?.toString('latin1') ?? '') ?? []
      return path === undefined ? null : `names ${path}`
    },
  },
  {
    name: 'no link',
    why: 'the archive holds files alone',
    problem({ path, link }) {
      if (link === null) return null
      const target = posix.normalize(posix.join(posix.dirname(path), link))
      const out = posix.isAbsolute(link) || win32.isAbsolute(link) || target === '..' || target.startsWith('../')
      return out ? `is a link that leads out of the archive, to ${link}` : `is a link to ${link}`
    },
  },
  {
    name: 'no unpacked file',
    why: 'only what is in the archive is compared with its checksum',
    problem: ({ unpacked }) => (unpacked ? 'lies beside the archive' : null),
  },
  {
    name: 'every file with its checksum',
    why: 'Electron compares it whenever it reads the file',
    problem({ hash }, content) {
      if (content === null) return null
      if (hash === null) return 'has no checksum'
      return createHash('sha256').update(content).digest('hex') === hash ? null : 'is not what its checksum says'
    },
  },
]

/** Paths of this machine as they stand in text, read as bytes: our own folders, and what lies hidden in the home. */
const machinePath = new RegExp(pathsOf(root, homedir()).map(asPattern).join('|'))

function pathsOf(project: string, home: string): readonly string[] {
  const here = project.replaceAll('\\', '/')
  const folders = ['electron', 'renderer', 'shared', 'test', 'node_modules', 'out'].map((folder) => `${here}/${folder}`)
  const paths = [
    ...folders,
    `file://${here}`,
    pathToFileURL(project).href,
    ...(home.length > 1 ? [`${home.replaceAll('\\', '/')}/.`] : []),
  ]
  // As Windows writes them, and as they stand in a program's text then.
  return paths.flatMap((path) => [...new Set([path, path.replaceAll('/', '\\'), path.replaceAll('/', '\\\\')])])
}

function asPattern(path: string): string {
  return Buffer.from(path)
    .toString('latin1')
    .replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
}
