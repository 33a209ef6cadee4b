import { complaintsOf } from '../support/complaints.ts'
import { expect, test } from '../support/fixtures'
import { steps } from '../tour/steps.ts'

test('the documented use case, from first start to restart', async ({ desk }) => {
  test.setTimeout(120_000)
  const complaints = complaintsOf(desk.app.page)
  const stage = {
    get page() {
      return desk.app.page
    },
    folder: desk.temporary,
    async restart() {
      await desk.app.close()
      complaintsOf((await desk.restart()).page, complaints)
    },
  }
  for (const step of steps) await test.step(step.name, () => step.run(stage))
  expect(complaints).toEqual([])
})
