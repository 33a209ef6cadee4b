import type { Page } from '@playwright/test'

/** Where a page tries to get: a web server, and a port that hears packets. */
export interface Outside {
  /** Of a web server, such as `http://127.0.0.1:8080`. */
  readonly origin: string
  /** A port of this machine for packets. */
  readonly packets: number
}

/** What a page tries that is a request; each asks for a path of this name. */
export const requests = [
  'fetch',
  'xhr',
  'beacon',
  'events',
  'image',
  'script',
  'style',
  'font',
  'video',
  'prefetch',
  'preload',
  'icon',
  'background',
  'form',
  'socket',
] as const

/** What it tries that the content policy stops so early that nothing is known of it but by which directive. */
export const stoppedBy = ['frame-src', 'object-src', 'worker-src'] as const

/** Tries all there is to get out of a page, be it only a name that is looked up. Waits for nothing. */
export async function tryEveryWayOut(page: Page, outside: Outside): Promise<void> {
  await page.evaluate(async ({ origin, packets }) => {
    const ignore = () => {}
    const attempt = (way: () => unknown) => {
      try {
        way()
      } catch {}
    }
    const add = (tag: string, attributes: Record<string, string>) => {
      const element = document.createElement(tag)
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value)
      document.documentElement.append(element)
      return element
    }
    fetch(`${origin}/fetch`, { mode: 'no-cors' }).catch(ignore)
    attempt(() => {
      const request = new XMLHttpRequest()
      request.open('GET', `${origin}/xhr`)
      request.send()
    })
    attempt(() => navigator.sendBeacon(`${origin}/beacon`, 'x'))
    attempt(() => new EventSource(`${origin}/events`))
    attempt(() => new WebSocket(`${origin.replace('http', 'ws')}/socket`))
    attempt(() => new Worker(`${origin}/worker`))
    attempt(() => new Worker(URL.createObjectURL(new Blob([`importScripts('${origin}/worker')`]))))
    attempt(() => navigator.serviceWorker.register(`${origin}/service-worker`).catch(ignore))
    new Image().src = `${origin}/image`
    add('script', { src: `${origin}/script` })
    add('iframe', { src: `${origin}/frame` })
    add('object', { data: `${origin}/object` })
    add('video', { src: `${origin}/video` })
    for (const [rel, href] of [
      ['stylesheet', `${origin}/style`],
      ['icon', `${origin}/icon`],
      ['prefetch', `${origin}/prefetch`],
      ['preconnect', origin],
      ['preconnect', 'https://connected-ahead.example'],
      ['dns-prefetch', 'https://looked-up-ahead.example'],
    ] as const) {
      add('link', { rel, href })
    }
    add('link', { rel: 'preload', as: 'image', href: `${origin}/preload` })
    attempt(() => {
      const style = new CSSStyleSheet()
      style.replaceSync(`body { background: url(${origin}/background) }`)
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, style]
    })
    new FontFace('Foreign', `url(${origin}/font)`).load().catch(ignore)
    const speculation = add('script', { type: 'speculationrules' })
    speculation.textContent = JSON.stringify({ prerender: [{ urls: [`${origin}/prerendered`] }] })
    const form = add('form', { action: `${origin}/form`, method: 'post' }) as HTMLFormElement
    attempt(() => form.submit())
    const { port, hostname } = new URL(origin)
    const peer = new RTCPeerConnection({
      iceServers: [
        { urls: `stun:${hostname}:${packets}` },
        { urls: `turn:${hostname}:${port}?transport=tcp`, username: 'x', credential: 'x' },
        { urls: 'stun:asked-for-an-address.example:3478' },
      ],
    })
    peer.createDataChannel('x')
    await peer.setLocalDescription(await peer.createOffer())
  }, outside)
}
