import { test } from '../support/fixtures'
test('look', async ({ page }) => {
  test.setTimeout(180000)
  let n = 1
  const shot = async (name: string) => {
    await page.waitForTimeout(600)
    await page.screenshot({ path: `/tmp/shots/${n++}-${name}.png` })
  }
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Ada Brandt')
  await page.getByRole('textbox', { name: 'User name' }).fill('ada')
  await page.getByRole('textbox', { name: 'Password', exact: true }).fill('kettle-orbit-93-walnut')
  await page.getByRole('textbox', { name: 'Password again' }).fill('kettle-orbit-93-walnut')
  await page.getByText('Fill this desk with sample data', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Password of the sample colleagues' }).fill('lantern-quartz-58-meadow')
  await shot('first-start')
  await page.getByRole('button', { name: 'Set up the desk' }).click()
  await page.getByRole('tab', { name: 'SEARCH' }).waitFor({ timeout: 30000 })
  await shot('search-start')
  console.log(await page.locator('body').ariaSnapshot())
  await page.getByRole('button', { name: 'Search', exact: true }).click()
  await shot('results')
  await page.getByRole('row').nth(3).click()
  await shot('profile')
  console.log(await page.locator('body').ariaSnapshot())
  await page.getByRole('tab', { name: 'SETTINGS' }).click()
  await shot('settings')
  console.log(await page.locator('body').ariaSnapshot())
})
