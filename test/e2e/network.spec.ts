import { join } from 'node:path'
import type { Download } from '@playwright/test'
import { DeskApp } from '../support/desk-app'
import { expect, test } from '../support/fixtures'
import { readNetworkLog } from '../support/network-log'
import { TrafficRecorder } from '../support/traffic-recorder'
import { requests, stoppedBy, tryEveryWayOut } from '../support/ways-out'
import type { ForeignServer } from '../support/foreign-server'

// A page that fell into wrong hands tries every way there is to reach somebody. The foreign server really listens, to
// connections and packets too, and the browser's own log of its network has whatever the page cannot see.

/** Long enough for what a browser does ahead, and for a peer connection to ask for its address more than once. */
const patience = 2500

function heardBy({ requests: asked, connections, packets }: ForeignServer) {
  return { asked, connections, packets: packets.heard }
}
const nothing = { asked: [], connections: 0, packets: 0 }

test('our own page gets nothing out, and the recorder has what it tried', async ({ page, foreign }) => {
  const recorder = new TrafficRecorder()
  await recorder.watch(page)
  expect(recorder.foreign).toEqual([])
  expect(recorder.requests.map(({ url }) => new URL(url).pathname)).toContain('/index.html')

  await tryEveryWayOut(page, { origin: foreign.origin, packets: foreign.packets.port })
  const missed = () => requests.filter((name) => !recorder.foreign.some(({ url }) => url.endsWith(`/${name}`)))
  await expect.poll(missed).toEqual([])
  for (const directive of stoppedBy) {
    const resourceType = `refused by the content policy, ${directive}`
    expect(recorder.requests).toContainEqual(expect.objectContaining({ resourceType }))
  }
  await page.waitForTimeout(patience)
  expect(heardBy(foreign)).toEqual(nothing)
})

test('the browser looks up no name and makes no connection, whatever holds its page and however it was started', async ({
  desk,
  foreign,
}) => {
  await desk.app.close()
  const log = join(desk.temporary, 'network.json')
  const proxy = new URL(foreign.origin).host
  const app = await DeskApp.start({
    ...desk,
    switches: [
      `--log-net-log=${log}`,
      `--proxy-server=${proxy}`,
      '--no-proxy-server',
      '--host-resolver-rules=MAP * 127.0.0.1',
    ],
  })
  const outside = { origin: foreign.origin, packets: foreign.packets.port }
  try {
    await tryEveryWayOut(app.page, outside)
    await app.page.waitForTimeout(patience)
    // Loaded by the test past the navigation rules: no policy of ours holds here, so the other fences must.
    await app.page.goto('data:text/html,<title>foreign</title>')
    const ends = new Map<string, string | undefined>()
    app.page.on('requestfailed', (request) => ends.set(request.url(), request.failure()?.errorText))
    await tryEveryWayOut(app.page, outside)
    await app.page.waitForTimeout(patience)
    // The session cancels what it sees before the proxy is asked.
    for (const name of ['fetch', 'image', 'beacon', 'script']) {
      expect(ends.get(`${foreign.origin}/${name}`)).toMatch(/ERR_BLOCKED_BY_CLIENT/)
    }
  } finally {
    await app.close()
  }
  expect(heardBy(foreign)).toEqual(nothing)
  const written = await readNetworkLog(log)
  // It did try: whatever left a page was sent to the proxy that nobody has.
  expect(written.count('PROXY_RESOLUTION_SERVICE')).toBeGreaterThan(0)
  expect(written.count('HTTP_PROXY_CONNECT_JOB_CONNECT')).toBeGreaterThan(0)
  expect(written.reachedOut).toEqual([])
})

test('nothing is downloaded, be it made by the page itself', async ({ page }) => {
  const downloads: Download[] = []
  page.on('download', (download) => downloads.push(download))
  await page.evaluate(() => {
    const href = URL.createObjectURL(new Blob(['made by the page']))
    Object.assign(document.createElement('a'), { href, download: 'made.txt' }).click()
  })
  await page.waitForTimeout(500)
  // One that was begun was ended again.
  for (const download of downloads) expect(await download.failure()).not.toBe(null)
})
