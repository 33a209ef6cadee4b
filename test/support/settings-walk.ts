import type { Page } from '@playwright/test'
import type { Answer } from '../../shared/errors'
import type { Settings } from '../../shared/model'
import { expect } from './patient-expect.ts'
import { openTab } from './walk.ts'

/** What people do in the settings, through what they see; and what others do meanwhile, past this window. */

/** Home → a page of the settings. */
export async function openSettings(page: Page, name: string): Promise<void> {
  await openTab(page, 'SETTINGS')
  const trail = page.getByRole('navigation', { name: 'Where you are in the settings' })
  const home = trail.getByRole('button', { name: 'Home' })
  if (await home.isVisible()) await home.click()
  const tile = page.getByRole('main').getByRole('button', { name: new RegExp(`^${name}`) })
  if (name !== 'Home') await tile.click()
  await expect(page.getByRole('heading', { level: 1, name })).toBeVisible()
}

/** A call past the screen, through the bridge, as this window's user. */
export async function call<Value = unknown>(page: Page, channel: string, payload: unknown): Promise<Answer<Value>> {
  interface Bridge {
    call(channel: string, payload: unknown): Promise<Answer<Value>>
  }
  return page.evaluate(([to, what]) => (window as unknown as { deskBridge: Bridge }).deskBridge.call(to, what), [
    channel,
    payload,
  ] as const)
}

/** Saves settings as somebody at another window of this desk would: this window is only told. */
export async function saveElsewhere(
  page: Page,
  channel: string,
  change: (settings: Settings) => object,
): Promise<void> {
  const read = await call<{ settings: Settings }>(page, 'settings.read', null)
  if (!read.ok) throw new Error(read.error.message)
  expect(await call(page, channel, change(read.value.settings))).toMatchObject({ ok: true })
}
