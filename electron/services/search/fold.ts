/** Letters that Unicode does not take apart into a base letter and a mark. */
const plain: Readonly<Record<string, string>> = {
  ς: 'σ',
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  æ: 'ae',
  œ: 'oe',
  ß: 'ss',
  þ: 'th',
  ŧ: 't',
}
const ascii = /^[\u0020-\u007e]*$/

/**
 * Text as it is compared in searches and orders: lower case, compatibility forms made one, Latin,
 * Greek and Cyrillic letters without their marks (`Łukasz` and `lukasz` are the same). Marks that carry
 * meaning in other scripts (kana, Hangul, Devanagari) stay.
 */
export function fold(text: string): string {
  if (ascii.test(text)) return text.toLowerCase()
  return text
    .replace(/[‘’ʼ]/g, "'")
    .normalize('NFKD')
    .replace(/[\u0300-\u036f]/g, '')
    .toLowerCase()
    .replace(/[ςłøđðħıæœßþŧ]/g, (letter) => plain[letter] ?? letter)
    .normalize('NFC')
}

/** Folded text in which numbers sort by their value: `E-9` before `E-10`. */
export function foldForOrder(text: string): string {
  return padNumbers(fold(text))
}

/** Folded text made ready for being sorted. */
export function padNumbers(folded: string): string {
  return folded.replace(/\d+/g, (digits) => digits.padStart(12, '0'))
}
