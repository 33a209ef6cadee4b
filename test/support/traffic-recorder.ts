import type { BrowserContext, CDPSession, Page } from '@playwright/test'

/** One request that a page made or wanted to make. */
export interface RecordedRequest {
  readonly url: string
  readonly method: string
  /** What the browser calls it; `refused by the content policy, frame-src` for what it did not even begin. */
  readonly resourceType: string
  /** The address of the page; empty when nobody knows, as for what left before anybody listened. */
  readonly page: string
}

/** Addresses whose content stands in the address itself, or in the page. */
const withoutHost = ['data:', 'blob:', 'about:']

/**
 * Records every request of every page of an application: what the browser begins, sockets and workers, and what the
 * content policy refuses. What the first page loaded before the recorder came is taken from the page's own list.
 * Looking up names, connecting ahead and WebRTC are no requests; the browser's log of its network has those.
 */
export class TrafficRecorder {
  readonly requests: RecordedRequest[] = []
  #origin = ''

  /** Records the page and all others of its browser from now on. Its origin is the application's own. */
  async watch(page: Page): Promise<void> {
    this.#origin = new URL('/', page.url()).href
    const context = page.context()
    context.on('request', (request) => this.#add(request.url(), request.method(), request.resourceType(), page.url()))
    context.on('page', (another) => void this.#watchPage(context, another))
    await this.#watchPage(context, page)
    const loaded = await page.evaluate(() =>
      [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].map((entry) => ({
        url: entry.name,
        type: (entry as PerformanceResourceTiming).initiatorType,
      })),
    )
    for (const { url, type } of loaded) this.#add(url, 'GET', type, page.url())
  }

  /** Those that are not to the application's own origin. */
  get foreign(): readonly RecordedRequest[] {
    return this.requests.filter(({ url }) => !url.startsWith(this.#origin) && hasHost(url))
  }

  async #watchPage(context: BrowserContext, page: Page): Promise<void> {
    page.on('websocket', (socket) => this.#add(socket.url(), 'GET', 'websocket', page.url()))
    page.on('worker', (worker) => this.#add(worker.url(), 'GET', 'worker', page.url()))
    // A page that is gone by now asks for nothing any more.
    const session = await context.newCDPSession(page).catch(() => null)
    if (session) await this.#watchPolicy(session, page)
  }

  async #watchPolicy(session: CDPSession, page: Page): Promise<void> {
    session.on('Audits.issueAdded', ({ issue }) => {
      const refused = issue.details.contentSecurityPolicyIssueDetails
      // Everything else is about code in the page: no request.
      if (refused?.contentSecurityPolicyViolationType !== 'kURLViolation') return
      // It may be the origin alone, or a word for what stands in the page itself.
      const url = refused.blockedURL ?? ''
      this.#add(url, '', `refused by the content policy, ${refused.violatedDirective}`, page.url())
    })
    await session.send('Audits.enable').catch(() => {})
  }

  #add(url: string, method: string, resourceType: string, page: string): void {
    this.requests.push({ url, method, resourceType, page })
  }
}

/** The content policy names what stands in the page itself by a word, such as `inline`. */
function hasHost(url: string): boolean {
  return URL.canParse(url) && !withoutHost.includes(new URL(url).protocol)
}
