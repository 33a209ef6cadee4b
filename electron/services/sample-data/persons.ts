import type { Person } from '../../../shared/model'
import { formatId } from '../../engine/view'
import { fold } from '../search/fold'
import { nameAt } from './names'
import { employment, units } from './organisation'
import { Random } from './random'

const personStream = 1

/** The person with that number, counting from 0: the same whenever asked, so that none need be kept. */
export function personAt(index: number, seed: number, firstNumber: number): Person {
  const random = new Random(seed, personStream, index)
  const number = firstNumber + index
  const { given, family } = nameAt(index, seed, random)
  return {
    id: formatId('person', number),
    version: 1,
    givenName: given,
    familyName: family,
    ...employment(number, `${mailName(given, family)}.${number}`),
    organisationalUnit: random.pick(units),
  }
}

/** The name in ASCII, as a mailbox has it; scripts that cannot be written so get a plain word. */
function mailName(given: string, family: string): string {
  const parts = [given, family].map((part) =>
    fold(part)
      .replace(/['’]/g, '')
      .replace(/[^a-z0-9]+/g, '-')
      .slice(0, 24)
      .replace(/^-+|-+$/g, ''),
  )
  return parts.every((part) => part !== '') ? parts.join('.') : 'colleague'
}
