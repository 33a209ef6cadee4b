import { describe, expect, it } from 'vitest'
import { defaultSettings } from '../../../electron/engine/default-settings'
import {
  type BureauDraft,
  originOf,
  isSavable,
  limits,
  pickBureau,
  valuesOf,
  wordFaults,
} from '../../../renderer/features/settings/bureau/bureau-draft'
import { isEmpty, type Refused, standing } from '../../../renderer/features/settings/bureau/refused'
import { contract } from '../../../shared/contract'
import type { Settings } from '../../../shared/model'

const { value: untouched } = pickBureau(defaultSettings())

/** Whether the contract takes a draft as a save sends it. */
function isTaken(draft: BureauDraft): boolean {
  return contract['settings.saveBureau'].request.safeParse({ version: 0, values: valuesOf(draft) }).success
}

const words = (...all: string[]) => all.map((word) => ({ word, state: 'ordered' as const }))
const numbered = (count: number) => words(...Array.from({ length: count }, (_, index) => `word ${index}`))

describe('the draft of the bureau’s settings', () => {
  it('starts from what is saved, and knows nothing of the secret', () => {
    const settings = defaultSettings()
    const { version, values } = settings.bureau
    const withSecret: Settings = {
      ...settings,
      bureau: { version: version + 7, values: { ...values, rest: { ...values.rest, secret: 'bureau-secret-1' } } },
    }
    const picked = pickBureau(withSecret)
    expect(picked).toEqual({ version: version + 7, value: untouched })
    expect(JSON.stringify(picked)).not.toMatch(/secret/)
  })

  it('is sent whole: what belongs to a connection that is not chosen keeps its values', () => {
    const draft: BureauDraft = {
      ...untouched,
      connection: 'folder',
      folder: { path: '/mnt/bureau', format: 'csv' },
      rest: { address: 'https://bureau.example/', organisation: 'Town hall', clientId: 'desk-1' },
    }
    expect(isTaken(draft)).toBe(true)
    expect(valuesOf(draft)).toEqual(draft)
  })

  it('cannot be saved while the size of a batch is none from 1 to 1000', () => {
    for (const ordersPerBatch of [1, 1000]) {
      expect([isSavable({ ...untouched, ordersPerBatch }), isTaken({ ...untouched, ordersPerBatch })]).toEqual([
        true,
        true,
      ])
    }
    for (const ordersPerBatch of ['', 0, 1001, 2.5, -1] as const) {
      expect(isSavable({ ...untouched, ordersPerBatch }), String(ordersPerBatch)).toBe(false)
      expect(isTaken({ ...untouched, ordersPerBatch }), String(ordersPerBatch)).toBe(false)
    }
  })

  it('cannot be saved without a status word, or with more than there is room for', () => {
    for (const [count, possible] of [
      [0, false],
      [1, true],
      [100, true],
      [101, false],
    ] as const) {
      const draft = { ...untouched, statusWords: numbered(count) }
      expect([isSavable(draft), isTaken(draft)], String(count)).toEqual([possible, possible])
    }
  })

  it('lets nobody type more than a save takes', () => {
    const rest = (part: Partial<BureauDraft['rest']>) => ({ ...untouched, rest: { ...untouched.rest, ...part } })
    const full: Record<string, (more: number) => BureauDraft> = {
      path: (more) => ({ ...untouched, folder: { path: 'p'.repeat(limits.path + more), format: 'json' } }),
      address: (more) => rest({ address: 'a'.repeat(limits.address + more) }),
      organisation: (more) => rest({ organisation: 'o'.repeat(limits.name + more) }),
      clientId: (more) => rest({ clientId: 'c'.repeat(limits.name + more) }),
      word: (more) => ({ ...untouched, statusWords: words('w'.repeat(limits.word + more)) }),
    }
    for (const [name, draft] of Object.entries(full)) {
      expect([isTaken(draft(0)), isTaken(draft(1))], name).toEqual([true, false])
    }
    const secret = (length: number) => ({ version: 0, secret: 's'.repeat(length) })
    const { request } = contract['settings.saveBureauSecret']
    expect(request.safeParse(secret(limits.secret)).success).toBe(true)
    expect(request.safeParse(secret(limits.secret + 1)).success).toBe(false)
  })
})

describe('the status words', () => {
  it('are without fault as they come', () => {
    expect(wordFaults(untouched.statusWords).filter((fault) => fault !== null)).toEqual([])
    expect(isSavable(untouched)).toBe(true)
  })

  it('are the same word whatever its case, spaces, - and _ are; the later one is marked', () => {
    expect(wordFaults(words('In production', 'Shipped', 'IN_PRODUCTION', ' in-production ', 'in  production'))).toEqual(
      [null, null, { twice: 'In production' }, { twice: 'In production' }, { twice: 'In production' }],
    )
    expect(isSavable({ ...untouched, statusWords: words('Shipped', 'SHIPPED') })).toBe(false)
  })

  it('are different words where a letter is', () => {
    expect(wordFaults(words('Produced', 'Produce', 'Re produced'))).toEqual([null, null, null])
  })

  it('cannot be empty, nor be nothing but what makes no difference', () => {
    expect(wordFaults(words('', '   ', '-', ' _ -'))).toEqual(['empty', 'empty', 'empty', 'empty'])
    expect(isSavable({ ...untouched, statusWords: words('Shipped', '') })).toBe(false)
  })
})

describe('whom a secret is given to', () => {
  it('is scheme, host and port of the address, whatever its path is', () => {
    expect(originOf('https://Bureau.example/orders')).toBe('https://bureau.example')
    expect(originOf(' https://bureau.example:443/ ')).toBe('https://bureau.example')
    expect(originOf('https://bureau.example:8443/')).toBe('https://bureau.example:8443')
    expect(originOf('http://localhost:8443')).toBe('http://localhost:8443')
  })

  it('is nobody while the address leads nowhere', () => {
    for (const address of ['', 'bureau', 'https://', 'file:///mnt', 'bureau:8443']) {
      expect(originOf(address), address).toBeNull()
    }
  })
})

describe('what main found wrong', () => {
  const draft: BureauDraft = {
    ...untouched,
    connection: 'folder',
    folder: { path: '/mnt/stick', format: 'json' },
    rest: { address: 'bureau', organisation: '', clientId: '' },
    statusWords: words('Shipped', 'Lost'),
  }
  const refused: Refused = {
    draft,
    fields: {
      'folder.path': 'This folder is not there.',
      'rest.address': 'This is no address.',
      'statusWords.1.word': 'This word cannot be used.',
    },
  }

  it('stands at its field as long as the field holds what was refused', () => {
    expect(standing(refused, draft).fields).toEqual({ 'folder.path': 'This folder is not there.' })
    const other = { ...draft, folder: { ...draft.folder, path: '/mnt/stick2' } }
    expect(standing(refused, other).fields).toEqual({})
    const otherForm: BureauDraft = { ...draft, folder: { ...draft.folder, format: 'csv' } }
    expect(standing(refused, otherForm).fields).toEqual({ 'folder.path': 'This folder is not there.' })
  })

  it('is told apart where its field is not on screen', () => {
    expect(standing(refused, draft).hidden).toEqual([{ connection: 'rest', fault: 'This is no address.' }])
    const other = standing(refused, { ...draft, connection: 'rest' })
    expect(other.fields).toEqual({ 'rest.address': 'This is no address.' })
    expect(other.hidden).toEqual([{ connection: 'folder', fault: 'This folder is not there.' }])
  })

  it('is no longer told of an empty field that is not on screen, for it is not needed there', () => {
    const empty = { ...draft, folder: { ...draft.folder, path: '' } }
    const needed: Refused = { draft: empty, fields: { 'folder.path': 'The exchange folder is needed.' } }
    expect(standing(needed, empty).fields).toEqual(needed.fields)
    expect(standing(needed, { ...empty, connection: 'rest' }).hidden).toEqual([])
  })

  it('goes along with its word when rows above it are removed', () => {
    expect(standing(refused, { ...draft, statusWords: words('Lost') }).words).toEqual(
      new Map([['Lost', 'This word cannot be used.']]),
    )
    expect(standing(refused, { ...draft, statusWords: words('Shipped', 'Mislaid') }).words).toEqual(new Map())
  })

  it('stands for the table as a whole until a word is changed', () => {
    const table: Refused = { draft, fields: { statusWords: 'A word for Failed is needed.' } }
    expect(standing(table, { ...draft, connection: 'rest' }).table).toBe('A word for Failed is needed.')
    expect(standing(table, { ...draft, statusWords: words('Shipped', 'Lost', 'Found') }).table).toBe('')
  })

  it('is over once everything it named was changed', () => {
    const path: BureauDraft = { ...draft, folder: { ...draft.folder, path: '/mnt/other' } }
    const address: BureauDraft = { ...path, rest: { ...draft.rest, address: 'https://bureau.example' } }
    const all: BureauDraft = { ...address, statusWords: words('Shipped') }
    expect([draft, path, address, all].map((each) => isEmpty(standing(refused, each)))).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  it('is nothing while nothing was refused', () => {
    expect(standing(null, draft)).toEqual({ fields: {}, hidden: [], words: new Map(), table: '' })
  })
})
