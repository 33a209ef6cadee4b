import { randomUUID } from 'node:crypto'
import { formatId } from '../../../electron/engine/view'
import { systemStamp } from '../../../electron/engine/events'
import { silentLog, systemClock, timestamp } from '../../../electron/ports'
import { CardStory } from '../../../electron/processes/events'
import { openStore } from '../../../electron/store'
import type { DeskEvent } from '../../../electron/engine/events'
import type { Order, Stamp } from '../../../shared/model'
import { AtTheDesk, must, tell } from './at-the-desk'
import type { Connected } from './messages'

/** Cards in one commit. */
const atOnce = 250
const families = ['Żak', 'Brandt', 'O’Neill', '田中', 'de la Cruz', 'Petersen', '=SUM(A1)', 'Müller-Lüdenscheidt']
const units = ['Research', 'Facilities', 'Accounting', 'Board']

/** Makes a desk with that many orders in its queue, every third for a temporary card, connected to the bureau. */
export async function fill(folder: string, orders: number, connected: Connected): Promise<void> {
  const ada = await AtTheDesk.open(folder)
  await ada.found()
  await settings(ada, connected)
  await ada.close()
  const cards = await queue(folder, orders)
  tell({ kind: 'filled', ...cards })
}

async function settings({ client }: AtTheDesk, connected: Connected): Promise<void> {
  const { settings: before } = must(await client.settings.read())
  must(await client.settings.saveOptions({ version: before.options.version, values: { BatchSyncMinutes: 0 } }))
  must(await client.settings.saveDesk({ version: before.desk.version, values: { idleLockMinutes: 0 } }))
  for (const [cardType, tab, process] of [
    ['card', 'processing', 'CardsAddonExtProdProcAbort'],
    ['temporary-card', 'processing', 'TempCardsAddonExtProdProcAbort'],
    ['temporary-card', 'general', 'TempCardsAddonExtProdProcOrder'],
  ] as const) {
    const { version, commands } = must(await client.settings.read()).settings.cardTypes[cardType]
    const { defaults = [], additional = [] } = commands[tab] ?? {}
    const more = { defaults: [...defaults], additional: [...additional, process] }
    must(await client.settings.saveCommands({ cardType, tab, version, ...more }))
  }
  const { way, place, clientId, ordersPerBatch, csv } = connected
  const { version, values } = before.bureau
  must(
    await client.settings.saveBureau({
      version,
      values: {
        connection: way,
        folder: { path: way === 'folder' ? place : '', format: csv ? 'csv' : 'json' },
        rest: { address: way === 'rest' ? place : '', organisation: 'Production test', clientId },
        ordersPerBatch,
        statusWords: [...values.statusWords],
      },
    }),
  )
}

/** Writes the queue as the ordering processes would, many cards to a commit. */
async function queue(folder: string, count: number) {
  const store = await openStore({ folder, clock: systemClock, log: silentLog, ids: { random: () => randomUUID() } })
  const cards: { card: string; order: string }[] = []
  for (let first = 1; first <= count; first += atOnce) {
    const numbers = Array.from({ length: Math.min(atOnce, count - first + 1) }, (_, place) => first + place)
    const by = systemStamp(timestamp(systemClock))
    const events = numbers.flatMap((number) => {
      const order = formatId('order', number)
      const card = formatId(isTemporary(number) ? 'temporary-card' : 'card', number)
      cards.push({ card, order })
      return isTemporary(number) ? temporary(card, order, by) : permanent(card, order, number, by)
    })
    const done = await store.transact(() => ({ ok: true, by, events }))
    if (!done.ok) throw new Error(done.error.message)
  }
  const { desk } = store.status()
  await store.close()
  if (desk === null) throw new Error('the desk has no identity')
  return { desk, cards }
}

function isTemporary(number: number): boolean {
  return number % 3 === 0
}

function temporary(card: string, order: string, by: Stamp): readonly DeskEvent[] {
  const layout = 'Blue'
  return CardStory.ofNew(card, 'temporary-card', 'TempCardsAddonExtProdProcOrder')
    .move('requested', { set: { layout, order: queued(order, by, { layout, commonName: '', upn: '' }) } })
    .move('processing').events
}

function permanent(card: string, order: string, number: number, by: Stamp): readonly DeskEvent[] {
  const familyName = families[number % families.length] ?? ''
  const organisationalUnit = units[number % units.length] ?? ''
  const upn = `e${number}@desk.example`
  const person = formatId('person', number)
  const holder = {
    id: person,
    version: 1,
    employeeNumber: `E-${number}`,
    givenName: 'Zoë',
    familyName,
    email: upn,
    upn,
  }
  const layout = 'Employee'
  const commonName = `Zoë ${familyName}`
  const set = { holder: person, layout, organisationalUnit, title: '', validThrough: '2029-11-20' }
  const registered = CardStory.ofNew(card, 'card', 'CardsAddonExtProdProcOrder')
    .move('registered', { set })
    .move('processing', { set: { order: queued(order, by, { layout, commonName, upn }) } })
  return [{ type: 'person-saved', person: { ...holder, organisationalUnit } }, ...registered.events]
}

function queued(id: string, requested: Stamp, printed: Pick<Order, 'layout' | 'commonName' | 'upn'>): Order {
  return {
    ...{ id, requested, ...printed, deliveryAddress: 'Card desk\nMain Street 1', decision: null, attempt: 1 },
    ...{ sending: false, failure: null, failedAt: null, bureauNote: null },
    ...{ batch: null, sentAt: null, productionDate: null, chip: null },
  }
}
