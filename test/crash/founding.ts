import { openDesk } from '../../electron/compose'
import { createClient } from '../../shared/contract/client'
import type { SettingsTab } from '../../shared/model'
import { granted } from './hands'

/** Whoever works at the desks; strong enough for the rules. */
export const administrator = { userName: 'ada', password: 'kettle-orbit-93-walnut' }

/**
 * Signing in compares with what the credential was made with: a cheap one lets a short life be spent on work.
 */
const cheap = { cost: 16, blockSize: 1, parallelization: 1 }

/** Sets up a desk: its administrator, the processes that are off by default, and sample data if wanted. */
export async function foundDesk(folder: string, sampleCards: number): Promise<void> {
  const desk = await openDesk({ folder, passwordCost: cheap })
  try {
    const connection = desk.connect(() => {})
    const client = createClient((channel, payload) => connection.call({ kind: 'command-line' }, channel, payload))
    const { userName, password } = administrator
    granted(
      await client.session.foundDesk({
        administrator: { userName, name: 'Ada Brandt', roles: ['administrator', 'operator'], password },
        sampleData: sampleCards === 0 ? null : { password, cards: sampleCards },
      }),
    )
    for (const [cardType, tab, process] of [
      ['temporary-card', 'general', 'TempCardsAddonExtProdProcOrder'],
      ['temporary-card', 'processing', 'TempCardsAddonExtProdProcAbort'],
      ['card', 'general', 'CardsAddonExtProdProcOrder'],
    ] as const satisfies readonly (readonly [string, SettingsTab, string])[]) {
      const { settings } = granted(await client.settings.read())
      const { version, commands } = settings.cardTypes[cardType]
      const { defaults = [], additional = [] } = commands[tab] ?? {}
      const values = { defaults: [...defaults], additional: [...additional, process] }
      granted(await client.settings.saveCommands({ cardType, tab, version, ...values }))
    }
    granted(await client.settings.saveDesk({ version: 0, values: { idleLockMinutes: 10 } }))
    // Sample data that is over expires now and not in the middle of everything.
    await desk.expiry.check()
  } finally {
    await desk.close()
  }
}
