import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { IconIcns, IconIco } from '@shockpkg/icon-encoder'
import { chromium, type Page } from 'playwright-core'
import { ensureBrowser } from '../../launch/browser.mjs'
import { isRoot, say } from '../../launch/project.mjs'
import { largestSmall, linuxSizes, type MacPicture, macPictures, windowsSizes } from './sizes.ts'

// node electron/packaging/icons/make.ts: draws every picture of the icon anew from its two drawings. What it makes
// is kept with the sources, so that no build needs a browser.

const here = import.meta.dirname
const large = await addressOf('card-desk.svg')
const small = await addressOf('card-desk-small.svg')

const browser = await chromium.launch({
  executablePath: await ensureBrowser(),
  args: isRoot ? ['--no-sandbox'] : [],
})
try {
  const page = await browser.newPage({ deviceScaleFactor: 1 })
  await makeLinux(page)
  await makeWindows(page)
  await makeMac(page)
} finally {
  await browser.close()
}

async function makeLinux(page: Page): Promise<void> {
  await mkdir(join(here, 'linux'), { recursive: true })
  for (const size of linuxSizes) await keep(`linux/${size}x${size}.png`, await picture(page, size))
}

async function makeWindows(page: Page): Promise<void> {
  const icon = new IconIco()
  for (const size of windowsSizes) await icon.addFromPng(await picture(page, size))
  await keep('card-desk.ico', icon.encode())
}

async function makeMac(page: Page): Promise<void> {
  const icon = new IconIcns()
  icon.toc = true
  for (const each of macPictures) await icon.addFromPng(await macPicture(page, each), [each.type])
  await keep('card-desk.icns', icon.encode())
}

function picture(page: Page, size: number): Promise<Buffer> {
  return photograph(page, size, drawing(size, 0))
}

/** The drawing on the light plate with rounded corners and a faint shadow that icons have on macOS. */
function macPicture(page: Page, { size, plate, drawing: edge }: MacPicture): Promise<Buffer> {
  const px = (part: number) => `${part * plate.edge}px`
  const style = [
    `left:${plate.at}px`,
    `top:${plate.at}px`,
    `width:${plate.edge}px`,
    `height:${plate.edge}px`,
    `border-radius:${px(0.225)}`,
    'background:linear-gradient(#f4f8fd, #c9d8ec)',
    `box-shadow:0 ${px(0.012)} ${px(0.012)} rgba(0, 0, 0, 0.3)`,
  ].join(';')
  return photograph(page, size, `<div style="${style}"></div>${drawing(edge, (size - edge) / 2)}`)
}

function drawing(edge: number, at: number): string {
  const style = `left:${at}px;top:${at}px;width:${edge}px;height:${edge}px`
  return `<img alt="" style="${style}" src="${edge <= largestSmall ? small : large}">`
}

async function photograph(page: Page, size: number, body: string): Promise<Buffer> {
  await page.setViewportSize({ width: size, height: size })
  await page.setContent(`<style>body { margin: 0 } body > * { position: absolute }</style>${body}`)
  return page.screenshot({ omitBackground: true })
}

async function addressOf(name: string): Promise<string> {
  return `data:image/svg+xml;base64,${await readFile(join(here, name), 'base64')}`
}

async function keep(name: string, bytes: Uint8Array): Promise<void> {
  await writeFile(join(here, name), bytes)
  say(`${name} ${bytes.length.toLocaleString('en')} bytes`)
}
