/** Shorter ones occur in ordinary words: blotting them out would only garble what the bureau says. */
const shortestSecret = 4

/**
 * A text of the bureau as the desk may keep and show it: one line of whole characters without control
 * characters, at most `longest` of them, and without the secret, should the service repeat it.
 */
export function cleanText(text: string, longest: number, secret: string): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    // Also signs that turn the direction of writing: they make a text read as another one.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  const safe =
    secret.length < shortestSecret ? plain : spoken(secret).reduce((rest, word) => rest.replaceAll(word, '…'), plain)
  return safe.length <= longest ? safe : `${safe.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

/** A secret as it could come back: as it is, and as headers and addresses carry it. */
function spoken(secret: string): readonly string[] {
  return [secret.normalize('NFC'), encodeURIComponent(secret), Buffer.from(secret).toString('base64')]
}
