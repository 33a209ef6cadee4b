import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'
import type { ZxcvbnFactory } from '@zxcvbn-ts/core'
import type { PasswordStrength } from '../../../shared/model'
import { t } from '../../../shared/texts'
import type { Credential } from '../../store/port'

const derive = promisify<string | Buffer, Buffer, number, ScryptOptions, Buffer>(scrypt)

/** How dear one guess is made; kept in every credential, so that it can be raised later. */
export interface PasswordCost {
  readonly cost: number
  readonly blockSize: number
  readonly parallelization: number
}

/** 128 MiB and a few hundred milliseconds a guess: OWASP's Password Storage Cheat Sheet, first choice for scrypt. */
export const standardCost: PasswordCost = { cost: 2 ** 17, blockSize: 8, parallelization: 1 }

const keyLength = 32
const minimumLength = 10
const minimumScore = 3
/** Estimating grows steeply with length; what comes after these characters only makes a guess harder. */
const longestEstimated = 30

async function hashOf(password: string, salt: Buffer, { cost, blockSize, parallelization }: PasswordCost) {
  // scrypt needs 128 · cost · blockSize bytes; Node refuses more than `maxmem`.
  const maxmem = 2 * 128 * cost * blockSize
  // Two keyboards may type one letter in two Unicode forms (RFC 8265, 4.2.2).
  return derive(password.normalize('NFC'), salt, keyLength, { cost, blockSize, parallelization, maxmem })
}

/** A new credential for a password, with its own salt. */
export async function makeCredential(password: string, cost: PasswordCost): Promise<Credential> {
  const salt = randomBytes(16)
  const hash = await hashOf(password, salt, cost)
  return { algorithm: 'scrypt', ...cost, salt: salt.toString('base64'), hash: hash.toString('base64') }
}

/** A credential no password opens: made from one that is thrown away at once. */
export function decoyCredential(cost: PasswordCost): Promise<Credential> {
  return makeCredential(randomBytes(32).toString('base64'), cost)
}

/** True when the password is the one the credential was made from. Takes the same time either way. */
export async function matches(password: string, credential: Credential): Promise<boolean> {
  const expected = Buffer.from(credential.hash, 'base64')
  const actual = await hashOf(password, Buffer.from(credential.salt, 'base64'), credential)
  return expected.length === actual.length && timingSafeEqual(expected, actual)
}

let estimator: Promise<ZxcvbnFactory> | undefined

/**
 * Its dictionaries take longer to put in order than the rest of the program takes to start, and hardly any day has a new
 * password in it: they are loaded for the first one, in pieces, between which everything else goes on.
 */
async function loadEstimator(): Promise<ZxcvbnFactory> {
  const { ZxcvbnFactory } = await import('@zxcvbn-ts/core')
  const common = await import('@zxcvbn-ts/language-common')
  const english = await import('@zxcvbn-ts/language-en')
  return new ZxcvbnFactory({
    dictionary: { ...common.dictionary, ...english.dictionary },
    graphs: common.adjacencyGraphs,
    translations: english.translations,
    // Ways to read digits and signs as letters. Each is looked up anew: with the hundred that is usual, one password of
    // thirty characters holds everything up for over a tenth of a second; what these few do not see through is rare.
    l33tMaxSubstitutions: 16,
  })
}

/**
 * How strong a password is. Names given count against it. Acceptable: at least ten characters and a
 * score of 3 of 4, "safely unguessable" in zxcvbn's words.
 */
export async function strengthOf(password: string, names: readonly string[]): Promise<PasswordStrength> {
  estimator ??= loadEstimator()
  const { score, feedback } = (await estimator).check(
    password.slice(0, longestEstimated),
    names.flatMap((name) => [name, ...name.split(/\s+/)]).filter((word) => word.length > 2),
  )
  const long = password.length >= minimumLength
  const advice = [feedback.warning ?? '', ...feedback.suggestions].filter((sentence) => sentence !== '')
  return {
    score,
    acceptable: long && score >= minimumScore,
    advice: long ? advice : [t('errors.password-too-short', { count: minimumLength }), ...advice],
  }
}
