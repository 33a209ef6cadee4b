import { complaintsOf } from '../support/complaints'
import { expect, test } from '../support/fixtures'
import { addCommand, finishFounding, foundDesk, openStateSettings, type Person, signIn } from '../support/walk'

const secret = 'kettle-orbit-93-walnut'
const administrator: Person = { name: 'Ada Berger', userName: 'ada', password: secret }
const abort = 'Abort temporary card order'

// Each of these founds a desk and works a while; a busy build machine takes its time.
test.describe.configure({ timeout: 180_000 })

let complaints: string[]
test.beforeEach(async ({ page }) => {
  complaints = complaintsOf(page)
  await foundDesk(page, administrator, secret)
  await finishFounding(page)
})
test.afterEach(() => expect(complaints).toEqual([]))

test('closing the window over unsaved settings asks; staying keeps them, closing loses them', async ({
  desk,
  page,
}) => {
  await openStateSettings(page, 'Temporary card', 'Processing')
  await addCommand(page, abort)
  const added = page.getByRole('table', { name: 'Additional commands' })

  const first = desk.app.answerMessageBox('Stay here')
  await desk.app.askToClose()
  expect(await first).toContain('has not been saved')
  await expect(added).toContainText(abort)

  const second = desk.app.answerMessageBox('Close without saving')
  await desk.app.askToClose()
  await second
  expect(await desk.app.ended()).toBe(0)

  const again = (await desk.restart()).page
  complaintsOf(again, complaints)
  await signIn(again, administrator)
  await openStateSettings(again, 'Temporary card', 'Processing')
  await expect(again.getByRole('table', { name: 'Additional commands' })).not.toContainText(abort)
  // Nothing was changed now: the window closes without a question.
  await desk.app.askToClose()
  expect(await desk.app.ended()).toBe(0)
})
