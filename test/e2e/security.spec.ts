import type { Page } from '@playwright/test'
import { complaintsOf } from '../support/complaints.ts'
import { expect, test } from '../support/fixtures'

// Each test tries what a page that fell into wrong hands would try. The foreign server really answers,
// so a request that gets out is counted and not merely presumed.

/** Marks the document: a navigation, even one that fails later, would lose the mark. */
async function mark(page: Page): Promise<string> {
  await page.evaluate(() => Object.assign(window, { mark: 'same document' }))
  return page.url()
}

/** As the page has it: outside a browser, an address of our own scheme has no origin. */
function originOf(page: Page): Promise<string> {
  return page.evaluate(() => location.origin)
}

async function expectUntouched(page: Page, address: string): Promise<void> {
  // Long enough for a navigation to be started, asked about and refused.
  await page.waitForTimeout(500)
  expect(page.url()).toBe(address)
  expect(await page.evaluate(() => (window as { mark?: string }).mark)).toBe('same document')
}

test.describe('navigation', () => {
  const addresses = [
    '{foreign}/',
    '{foreign}/?next=app://card-desk/',
    '{foreign}/app://card-desk/index.html',
    '{foreign}/#app://card-desk/',
    'https://evil.example/?next=app://card-desk/',
    'https://app:card-desk@evil.example/',
    'https://card-desk.evil.example/',
    'file:///etc/hostname',
    'data:text/html,<title>foreign</title>',
    'javascript:window.mark="another"',
  ]
  test('stays where it is', async ({ page, foreign }) => {
    const before = await mark(page)
    for (const pattern of addresses) {
      await test.step(pattern, async () => {
        const address = pattern.replace('{foreign}', foreign.origin)
        await page.evaluate((to) => setTimeout(() => location.assign(to)), address)
        await expectUntouched(page, before)
        await page.evaluate((to) => {
          const link = Object.assign(document.createElement('a'), { href: to })
          document.body.append(link)
          link.click()
        }, address)
        await expectUntouched(page, before)
        expect(foreign.requests).toEqual([])
      })
    }
  })

  test('goes nowhere by a form', async ({ page, foreign }) => {
    const before = await mark(page)
    await page.evaluate((action) => {
      const form = Object.assign(document.createElement('form'), { action, method: 'post' })
      document.body.append(form)
      form.submit()
    }, foreign.origin)
    await expectUntouched(page, before)
    expect(foreign.requests).toEqual([])
  })

  test('opens no window', async ({ page, foreign }) => {
    const before = await mark(page)
    const context = page.context()
    for (const address of [foreign.origin, 'about:blank', `${await originOf(page)}/index.html`]) {
      await page.evaluate((to) => {
        Object.assign(window, { opened: window.open(to) })
        const link = Object.assign(document.createElement('a'), { href: to, target: '_blank' })
        document.body.append(link)
        link.click()
      }, address)
      await expectUntouched(page, before)
      expect(await page.evaluate(() => (window as { opened?: unknown }).opened)).toBe(null)
      expect(context.pages()).toHaveLength(1)
    }
    expect(foreign.requests).toEqual([])
  })
})

test.describe('permissions', () => {
  const names = ['geolocation', 'notifications', 'clipboard-read', 'camera', 'microphone', 'midi'] as const
  test('are all denied', async ({ page }) => {
    for (const name of names) {
      await test.step(name, async () => {
        const state = await page.evaluate(async (asked) => {
          return (await navigator.permissions.query({ name: asked as PermissionName })).state
        }, name)
        expect(state).toBe('denied')
      })
    }
  })

  test('asking for them fails', async ({ page }) => {
    const answers = await page.evaluate(async () => {
      const place = new Promise((settle) =>
        navigator.geolocation.getCurrentPosition(
          () => settle('granted'),
          ({ code }) => settle(code === 1 ? 'denied' : `code ${code}`),
        ),
      )
      const named = (error: Error) => error.name
      return {
        geolocation: await place,
        notifications: await Notification.requestPermission(),
        media: await navigator.mediaDevices.getUserMedia({ audio: true, video: true }).then(() => 'granted', named),
        clipboard: await navigator.clipboard.readText().then(() => 'granted', named),
      }
    })
    expect(answers).toEqual({
      geolocation: 'denied',
      notifications: 'denied',
      media: 'NotAllowedError',
      clipboard: 'NotAllowedError',
    })
  })
})

test.describe('what a page can reach', () => {
  test('is the bridge and nothing of Node or Electron', async ({ page }) => {
    const reach = await page.evaluate(() => {
      const bridge = (window as unknown as { deskBridge: object }).deskBridge
      const names = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', '__dirname']
      return {
        node: names.filter((name) => name in window),
        bridge: Object.keys(bridge).sort(),
        frozen: Object.isFrozen(bridge),
        replaceable: Reflect.set(window, 'deskBridge', null),
      }
    })
    expect(reach).toEqual({ node: [], bridge: ['call', 'onMenu', 'onNotice'], frozen: true, replaceable: false })
  })

  test('are the calls of the contract alone', async ({ page }) => {
    const answer = await callBridge(page, 'desk.shutDown')
    expect(answer).toEqual({ rejected: expect.stringContaining('no such call') })
  })

  test('a foreign page in our window is refused at the door', async ({ page }) => {
    expect(await callBridge(page, 'session.state')).toMatchObject({ ok: true })
    // Loaded by the test past the navigation rules: the preload script runs in it, the door still refuses.
    await page.goto('data:text/html,<title>foreign</title>')
    expect(await callBridge(page, 'session.state')).toMatchObject({ ok: false, error: { code: 'foreign-frame' } })
  })

  test('a frame inside the page has no bridge', async ({ page, foreign }) => {
    await page.evaluate(async (address) => {
      for (const source of [address, 'data:text/html,<title>foreign</title>']) {
        const frame = Object.assign(document.createElement('iframe'), { src: source })
        document.body.append(frame)
      }
      const inline = Object.assign(document.createElement('iframe'), { srcdoc: '<title>inline</title>' })
      document.body.append(inline)
    }, `${foreign.origin}/frame`)
    await page.waitForTimeout(500)
    for (const frame of page.frames().slice(1)) {
      expect(await frame.evaluate(() => 'deskBridge' in window)).toBe(false)
    }
    expect(foreign.requests).toEqual([])
  })
})

test.describe('content policy', () => {
  test("starts from 'none' and allows no inline code", async ({ page }) => {
    const response = await page.reload()
    const policy = (await response?.allHeaders())?.['content-security-policy'] ?? ''
    expect(policy).toMatch(/^default-src 'none'/)
    expect(policy).not.toMatch(/unsafe|\*|https?:/)
  })

  test('blocks inline scripts, handlers and eval', async ({ page }) => {
    const done = await page.evaluate(async () => {
      const run: Record<string, unknown> = {}
      Object.assign(window, { run })
      const script = Object.assign(document.createElement('script'), { textContent: 'window.run.script = true' })
      document.body.append(script)
      const holder = document.createElement('div')
      holder.innerHTML = '<img src="x:" onerror="window.run.handler = true">'
      document.body.append(holder)
      // From a timer: what a debugger evaluates itself is free of the policy.
      setTimeout('window.run.text = true')
      await new Promise((settle) => {
        setTimeout(() => {
          try {
            run.eval = new Function('return true')()
          } catch (error) {
            run.refused = (error as Error).name
          }
          settle(null)
        }, 200)
      })
      return run
    })
    expect(done).toEqual({ refused: 'EvalError' })
  })

  test('lets nothing out and nothing foreign in', async ({ page, foreign }) => {
    await page.evaluate(async (origin) => {
      const ignore = () => {}
      await fetch(`${origin}/fetch`, { mode: 'no-cors' }).catch(ignore)
      const request = new XMLHttpRequest()
      request.open('GET', `${origin}/request`)
      request.onerror = ignore
      request.send()
      try {
        new WebSocket(`${origin.replace('http', 'ws')}/socket`).onerror = ignore
      } catch {}
      navigator.sendBeacon(`${origin}/beacon`, 'x')
      new Image().src = `${origin}/image`
      for (const [tag, attribute] of [
        ['script', 'src'],
        ['link', 'href'],
        ['iframe', 'src'],
        ['object', 'data'],
        ['video', 'src'],
      ] as const) {
        const element = document.createElement(tag)
        element.setAttribute(attribute, `${origin}/${tag}`)
        if (tag === 'link') element.setAttribute('rel', 'stylesheet')
        document.head.append(element)
      }
      const style = new CSSStyleSheet()
      style.replaceSync(`body { background: url(${origin}/background) }`)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
    }, foreign.origin)
    await page.waitForTimeout(700)
    expect(foreign.requests).toEqual([])
  })

  test('is never in the way of our own pages', async ({ page }) => {
    const complaints = complaintsOf(page)
    await page.reload()
    await expect(page.locator('#desk')).not.toBeEmpty()
    expect(complaints).toEqual([])
  })
})

test.describe('our own scheme', () => {
  const ways = [
    '/../../package.json',
    '/%2e%2e/%2e%2e/package.json',
    '/..%2f..%2fpackage.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
    '//etc/hostname',
    '/%2fetc%2fhostname',
    '/index.html%00.js',
    '/no-such-file.js',
    '/%zz',
  ]
  test('serves its own folder and nothing else', async ({ page }) => {
    const origin = await originOf(page)
    for (const way of ways) {
      await test.step(way, async () => {
        const response = await page.goto(origin + way)
        expect(response?.status()).toBe(404)
        expect(await page.evaluate(() => document.body.textContent)).toBe('Not found')
      })
    }
  })
})

/** Calls the desk as a page does; tells apart an answer and a promise that was rejected. */
function callBridge(page: Page, channel: string): Promise<unknown> {
  return page.evaluate((name) => {
    const { deskBridge } = window as unknown as {
      deskBridge: { call(channel: string, payload: unknown): Promise<unknown> }
    }
    return deskBridge.call(name, null).catch((error: Error) => ({ rejected: error.message }))
  }, channel)
}
