import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import type { DeskClient } from '../../shared/contract/client'
import type { Answer } from '../../shared/errors'
import { commandsOf } from '../matrix/commands'
import { documentedStates } from '../unit/documented-lifecycle'
import { complaintsOf } from './complaints'
import { DeskApp } from './desk-app'
import { copyOfMadeOnce } from './made-once'
import { makePasswordsQuick } from './quick-passwords'
import { RpcDesk } from './rpc-desk'
import { choose, openTab, type Person, signIn, signOut } from './walk'

const secret = 'kettle-orbit-93-walnut'
const person = (name: string, userName: string): Person => ({ name, userName, password: secret })

/** Who works at a prepared desk: an administrator, and the colleagues of the sample desk. */
export const administrator = person('Ada Berger', 'ada')
export const operator = person('Mara Lindqvist', 'mara.lindqvist')
export const approver = person('Inês Adeyemi', 'ines.adeyemi')
export const auditor = person('Hugo Brandtner', 'hugo.brandtner')
/** An operator who has asked for no order yet and holds no card: whom four eyes keep from nothing. */
export const newcomer = person('Noor Haddad', 'noor.haddad')

interface Prepared {
  readonly app: DeskApp
  readonly complaints: string[]
}

/**
 * Tests that share one running desk per worker, since each starts with somebody signing in and a card of
 * its own from the sample cards in every state. All processes are switched on, several cards per person are
 * allowed, and the operator has two requests of their own.
 */
export const test = base.extend<{ page: Page }, { prepared: Prepared }>({
  prepared: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of fixtures from this pattern.
    async ({}, use) => {
      // Not below the test's own folder: the names of sockets must be short.
      const own = await mkdtemp(join(tmpdir(), 'card-desk-test-'))
      const folders = { data: join(own, 'data'), userData: join(own, 'window'), temporary: own }
      await copyOfMadeOnce('prepared', prepare, folders.data)
      const app = await DeskApp.start(folders)
      await app.page.setViewportSize({ width: 1280, height: 800 })
      await app.page.emulateMedia({ reducedMotion: 'reduce' })
      await use({ app, complaints: complaintsOf(app.page) })
      await app.close()
      await rm(own, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  page: async ({ prepared: { app, complaints } }, use, info) => {
    complaints.length = 0
    await use(app.page)
    if (info.status !== info.expectedStatus) {
      await app.page.screenshot({ path: info.outputPath('window.png') }).catch(() => {})
      await info.attach('output', { body: app.output })
    }
    expect(complaints).toEqual([])
  },
})

export { expect }

/** Signs that person in, unless they are already there, and goes to SEARCH if that is theirs. */
export async function atDesk(page: Page, somebody: Person): Promise<void> {
  const menu = page.getByRole('button', { name: /^Menu of/ })
  await expect(menu.or(page.getByRole('heading', { name: 'Sign in' }))).toBeVisible()
  const here = (await menu.count()) > 0 ? await menu.getAttribute('aria-label') : null
  if (here !== `Menu of ${somebody.name}`) {
    if (here !== null) await signOut(page)
    await signIn(page, somebody)
  }
  if (somebody === administrator) return
  await openTab(page, 'SEARCH')
  // Whoever is there already has the search they left; tests begin where a person signs in.
  const object = page.getByRole('combobox', { name: 'Object' })
  await expect(object).toBeVisible()
  if ((await object.inputValue()) !== 'Card') await choose(page, object, 'Card')
}

/** A data folder with sample cards, everything switched on, made through the door before a window opens. */
async function prepare(folder: string): Promise<void> {
  const desk = new RpcDesk(folder)
  const ada = desk.window('ada')
  const account = { userName: administrator.userName, name: administrator.name, password: secret, person: null }
  must(
    await ada.session.foundDesk({
      administrator: { ...account, roles: ['administrator'] },
      sampleData: { password: secret, cards: 240 },
    }),
  )
  for (const cardType of ['card', 'temporary-card'] as const) {
    for (const tab of ['general', ...documentedStates[cardType].map(([state]) => state)] as const) {
      const { settings } = must(await ada.settings.read())
      const { version } = settings.cardTypes[cardType]
      const { defaults, additional } = commandsOf(cardType, tab, 'on')
      must(
        await ada.settings.saveCommands({
          cardType,
          tab,
          version,
          defaults: [...defaults],
          additional: [...additional],
        }),
      )
    }
  }
  const several = { CardsAddonExtProdMultipleCards: true, TempCardsMultipleCards: true, CardsCertificates: true }
  await setOptions(ada, { ...several, CardsAddonExtProdApproval: true })
  must(
    await ada.accounts.add({
      userName: newcomer.userName,
      name: newcomer.name,
      password: newcomer.password,
      roles: ['operator'],
      person: null,
    }),
  )
  await requestTwo(desk.window('mara'))
  await setOptions(ada, { CardsAddonExtProdApproval: false })
  await desk.end()
  await makePasswordsQuick(folder, secret)
}

async function setOptions(ada: DeskClient, values: Parameters<DeskClient['settings']['saveOptions']>[0]['values']) {
  const { settings } = must(await ada.settings.read())
  must(await ada.settings.saveOptions({ version: settings.options.version, values }))
}

/** Two orders of the operator's own that wait for a decision, for people of the sample desk. */
async function requestTwo(mara: DeskClient): Promise<void> {
  must(await mara.session.signIn({ userName: operator.userName, password: secret }))
  // Not the approver: nobody decides on a card of their own.
  for (const text of ['Tomasz Zielony', 'Hugo Brandtner']) {
    const found = must(await mara.persons.search({ text, offset: 0, limit: 1 }))
    const id = found.rows[0]?.id ?? ''
    const process = 'CardsAddonExtProdProcOrder'
    const opened = must(await mara.processes.open({ process, card: null, person: id }))
    const answers = { ...opened.answers, deliveryAddress: 'Card desk, Main Street 1' }
    must(await mara.processes.next({ run: opened.run, step: opened.step.id, answers }))
    must(await mara.processes.next({ run: opened.run, step: 'confirm', answers: {} }))
  }
}

function must<Value>(answer: Answer<Value>): Value {
  if (answer.ok) return answer.value
  throw new Error(`refused: ${answer.error.code}: ${answer.error.message}`)
}
