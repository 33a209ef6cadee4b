import type { CardType } from '../../../shared/lifecycle'
import { type Certificate, certificatePurposes } from '../../../shared/model'
import { scatter } from './random'

/** How many of ten cards were written with the plain profile, and how many have certificates. */
const plainOfTen = 8
const certifiedOfTen = 6

/**
 * The chip of a sample card and what was issued for it. All of it follows from the card's number alone, so
 * that two desks differ in nothing else when a story is told in another way.
 */
export class Chip {
  private issues = 0
  private certificates: readonly Certificate[] = []

  constructor(
    private readonly cardType: CardType,
    private readonly number: number,
  ) {}

  /** Its identifier: one for every card, without an order to be seen in it. */
  get uid(): string {
    return `04${this.typeDigit}A5F${eightDigits(scatter(this.number))}`.toUpperCase()
  }

  /** The profile it was written with, as the simulated encoder names them. */
  get profile(): string {
    return this.ofTen(1) < plainOfTen ? 'Standard' : 'Signature'
  }

  /** What encoding it sets on the card's record. */
  get written() {
    return { chipUid: this.uid, chipProfile: this.profile }
  }

  /** Whether certificates were issued when it was activated: the option was on for some time. */
  get certified(): boolean {
    return this.ofTen(2) < certifiedOfTen
  }

  /** New certificates for these days, to be set by the next step in place of those before. */
  issue(validFrom: string, validThrough: string) {
    this.issues += 1
    this.certificates = certificatePurposes.map((purpose, index) => ({
      serial: this.serial(this.issues * certificatePurposes.length + index),
      purpose,
      validFrom,
      validThrough,
      status: 'valid',
      heldBy: null,
    }))
    return { certificates: this.certificates }
  }

  /** What the card's next step makes of them, to be set by it; nothing for a card without. */
  change(become: (certificates: readonly Certificate[]) => readonly Certificate[]) {
    if (this.certificates.length === 0) return {}
    this.certificates = become(this.certificates)
    return { certificates: this.certificates }
  }

  private get typeDigit(): number {
    return this.cardType === 'card' ? 5 : 7
  }

  private ofTen(trait: number): number {
    return (scatter(this.number * 16 + trait) >>> 0) % 10
  }

  /** 16 bytes; the card's number is scattered into them, so that no two certificates share one. */
  private serial(issue: number): string {
    const parts = [scatter(this.number), scatter(issue), scatter(this.number ^ scatter(issue))].map(eightDigits)
    return `4${this.typeDigit}A5F0C0${parts.join('')}`.toUpperCase()
  }
}

function eightDigits(value: number): string {
  return (value >>> 0).toString(16).padStart(8, '0')
}
