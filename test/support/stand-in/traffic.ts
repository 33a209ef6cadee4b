import type { BrowserContext, Page, Request, Route } from 'playwright-core'
import { inApplication, inBrowser } from './addresses.ts'
import { answerRequest } from './protocol.ts'
import { mayDownload, mayLoad } from './session.ts'
import type { WebContents } from './web-contents.ts'

const policy = 'content-security-policy'
/** What a sandboxed document may do all the same. https://www.w3.org/TR/CSP3/#directive-sandbox */
const allowed =
  'allow-forms allow-modals allow-orientation-lock allow-pointer-lock allow-presentation allow-same-origin ' +
  'allow-scripts allow-top-navigation'

type ContentsOf = (page: Page) => WebContents | undefined

/**
 * Sends every request of every page past the application: navigation listeners, the web request
 * listener, and the handler of its own scheme.
 * Limits: web sockets and addresses without a network request (`about:`, `data:`, `blob:`) do not pass
 * here; of those Chromium itself refuses a page's navigation to `data:` and to files.
 */
export async function directTraffic(context: BrowserContext, contentsOf: ContentsOf): Promise<void> {
  await context.route('**/*', async (route, request) => {
    try {
      await direct(route, request, contentsOf)
    } catch (error) {
      // The page may be gone by now; anything else is a fault of a handler and must be seen.
      if (!/closed|destroyed/i.test(String(error))) console.error(error)
      await route.abort('failed').catch(() => {})
    }
  })
}

async function direct(route: Route, request: Request, contentsOf: ContentsOf): Promise<void> {
  const page = pageOf(request)
  const contents = page ? contentsOf(page) : undefined
  // A page that belongs to no window of the application loads nothing.
  if (!contents) return route.abort('blockedbyclient')
  const isMainFrame = request.frame().parentFrame() === null
  const navigates = request.isNavigationRequest()
  if (navigates && !contents.mayNavigate(request.url(), isMainFrame)) return route.abort('aborted')
  if (!(await mayLoad(inApplication(request.url())))) return route.abort('blockedbyclient')
  const answer = await answerRequest(request.url(), request.method())
  if (!answer) return route.continue()
  const target = answer.status >= 300 && answer.status < 400 ? answer.headers.get('location') : null
  if (target !== null && navigates && !contents.mayRedirect(target)) return route.abort('aborted')
  const headers = Object.fromEntries(answer.headers)
  if (target !== null) headers.location = inBrowser(target)
  if (navigates) headers[policy] = [headers[policy], sandboxOf(contents)].filter(Boolean).join(', ')
  await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) })
}

/**
 * How a browser refuses new windows and downloads natively: a sandbox that allows a document everything else. It
 * comes as a second policy beside the application's own, so it can only take away.
 * Limit: the application is asked about windows and downloads once, when a document is loaded.
 */
function sandboxOf(contents: WebContents): string {
  const windows = contents.mayOpenWindows()
  const downloads = mayDownload(contents.self)
  if (windows && downloads) return ''
  return ['sandbox', allowed, windows && 'allow-popups', downloads && 'allow-downloads'].filter(Boolean).join(' ')
}

/** The page that asks; `null` for a page so new that nobody knows it, and for workers. */
function pageOf(request: Request): Page | null {
  try {
    return request.frame().page()
  } catch {
    return null
  }
}
