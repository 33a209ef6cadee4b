/** Shorter ones occur in ordinary words: blotting them out would only garble what the bureau says. */
const shortestSecret = 4

/**
 * What must not come back from a service: the secret as it is, and as headers and addresses carry it.
 */
export function spokenForms(clientId: string, secret: string): readonly string[] {
  const forms = [secret.normalize('NFC'), encodeURIComponent(secret), base64(secret), basicToken(clientId, secret)]
  return forms.filter((form) => form.length >= shortestSecret)
}

/** Who is asking, as RFC 7617 has it. */
export function basicToken(clientId: string, secret: string): string {
  return base64(`${clientId}:${secret}`)
}

/**
 * A text of the bureau as the desk may keep and show it: one line of whole characters without control
 * characters, at most `longest` of them, and with none of what must not come back.
 */
export function cleanText(text: string, longest: number, unspeakable: readonly string[]): string {
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    // Also signs that turn the direction of writing: they make a text read as another one.
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]+/gu, ' ')
    .trim()
  const safe = unspeakable.reduce((rest, form) => rest.replaceAll(form, '…'), plain)
  return safe.length <= longest ? safe : `${safe.slice(0, longest - 1).replace(/[\ud800-\udbff]$/, '')}…`
}

function base64(text: string): string {
  return Buffer.from(text).toString('base64')
}
