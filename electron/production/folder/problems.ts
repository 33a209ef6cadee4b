import { t } from '../../../shared/texts'
import { codeOf } from '../../files'
import { errorFacts } from '../../ports'
import { shown } from './shown'

/** Something about the exchange folder itself; the message is a finished sentence that says what to do. */
export class ExchangeProblem extends Error {
  override name = 'ExchangeProblem'
}

/** What a failure of the system means for people; others are told by their code. */
const kinds = {
  vanished: ['ENOENT', 'ENOTDIR', 'ENODEV', 'ENXIO', 'ESTALE'],
  denied: ['EACCES', 'EPERM', 'EROFS'],
  full: ['ENOSPC', 'EDQUOT', 'EFBIG'],
  tooLong: ['ENAMETOOLONG'],
  busy: ['EBUSY', 'ETXTBSY', 'EMFILE', 'ENFILE'],
  silent: ['EIO', 'ETIMEDOUT', 'EHOSTDOWN', 'EHOSTUNREACH', 'ENETDOWN', 'ENETUNREACH', 'ECONNRESET', 'ENOTCONN'],
} as const
type Kind = keyof typeof kinds

const kindOf = new Map<string, Kind>(
  (Object.keys(kinds) as Kind[]).flatMap((kind) => kinds[kind].map((code) => [code, kind] as const)),
)

/** What went wrong at the exchange folder, in one sentence for people, and what to do. */
export function problemOf(error: unknown, folder: string): string {
  if (error instanceof ExchangeProblem) return error.message
  const code = codeOf(error)
  const kind = kindOf.get(code)
  if (kind !== undefined) return t(`folderExchange.problems.${kind}`, { folder: shown(folder) })
  // A mistake of the program itself is no problem of the folder: it must come to light as what it is.
  if (code === '') throw error
  return t('folderExchange.problems.other', { folder: shown(folder), code })
}

/** A failure as the log may have it: what the system says of a file holds its name, which may be a person's. */
export function failureFacts(error: unknown): Readonly<Record<string, unknown>> {
  const code = codeOf(error)
  return code === '' ? errorFacts(error) : { code }
}
