import { describe, expect, it } from 'vitest'
import { strengthOf } from '../../electron/services/accounts'

const names = ['Ada Brandtwein', 'ada']

describe('The strength of a password', () => {
  it.each(['P4$$w0rd!2024', 'w3lc0m3!w3lc0m3!', 'pa55w0rd!!', '1234567890123', 'qwertyuiop123', 'aaaaaaaaaaaaaaa'])(
    'sees through %s',
    async (password) => {
      expect((await strengthOf(password, names)).acceptable).toBe(false)
    },
  )

  it.each(['kettle-orbit-93-walnut', '4@8({[</369!1|0$5+7%24@8({[</3', 'a cormorant dries its wings'])(
    'takes %s',
    async (password) => {
      expect((await strengthOf(password, names)).acceptable).toBe(true)
    },
  )

  it('counts names against it, with digits in place of letters too', async () => {
    for (const password of ['brandtwein', 'br4ndtw3in']) {
      expect((await strengthOf(password, names)).score).toBeLessThan((await strengthOf(password, [])).score)
    }
  })
})
