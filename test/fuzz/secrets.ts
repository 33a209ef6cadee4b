import { password as helpersPassword } from '../support/test-desk'

/**
 * Every secret the fuzzing types has one of these in it, so that one look tells whether any of them got out.
 * None of them is anywhere else.
 */
export const hush = 'quokkafjor'
/** The PIN and the PUK that wizards are answered with, and the password of the test's own helpers. */
const others = ['48291570', '73046182', helpersPassword]

/** Strong enough for the rules, each of them. */
export const passwords = ['quokkafjord kelp lamb', 'quokkafjordéténoix', 'quokkafjord~ночь']
/** Too easy to guess, or too long, or none at all. */
export const weakPasswords = ['quokkafjor', `quokkafjord${'a'.repeat(189)}`]

/** What the secret of a bureau's web service may look like. */
export const bureauSecrets = ['quokkafjord-service', `quokkafjord-${'k'.repeat(1900)}`]

/** True when one of the secrets can be read in a text. */
export function tells(text: string): boolean {
  return text.includes(hush) || others.some((part) => text.includes(part))
}

/** The text without the secrets in it, for a report. */
export function hushed(text: string): string {
  return [hush, ...others].reduce((rest, part) => rest.replaceAll(part, '•••'), text)
}
