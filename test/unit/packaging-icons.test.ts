import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { decodePngToRgba } from '@shockpkg/icon-encoder'
import { describe, expect, it } from 'vitest'

const folder = resolve(import.meta.dirname, '../../electron/packaging/icons')

/** What desktops ask for: pixels of an edge. */
const linux = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024]
const windows = [16, 24, 32, 48, 64, 96, 128, 256]
/** By the names of the format for each size, alone and for screens of twice the density. */
const mac: Readonly<Record<string, number>> = {
  ic04: 16,
  ic11: 32,
  ic05: 32,
  ic12: 64,
  ic07: 128,
  ic13: 256,
  ic08: 256,
  ic14: 512,
  ic09: 512,
  ic10: 1024,
}

/** How opaque each pixel of a square picture is, 0 to 255, row by row. */
interface Opacity {
  readonly edge: number
  readonly pixels: Uint8Array
}

async function ofPng(bytes: Uint8Array): Promise<Opacity> {
  const { width, height, data } = await decodePngToRgba(bytes)
  expect(width).toBe(height)
  return { edge: width, pixels: Uint8Array.from({ length: width * height }, (_, pixel) => data[pixel * 4 + 3] ?? 0) }
}

/** https://learn.microsoft.com/en-us/windows/win32/api/wingdi/ns-wingdi-bitmapinfoheader; a mask doubles the height. */
function ofBitmap(bytes: Buffer): Opacity {
  const [start, width, height] = [bytes.readUInt32LE(0), bytes.readInt32LE(4), bytes.readInt32LE(8)]
  expect([height, bytes.readUInt16LE(14)]).toEqual([width * 2, 32])
  return { edge: width, pixels: Uint8Array.from({ length: width ** 2 }, (_, at) => bytes[start + at * 4 + 3] ?? 0) }
}

/** The pixels of a small picture of macOS: four channels one after the other, opacity first, each packed by runs. */
function ofRuns(bytes: Buffer): Opacity {
  expect(bytes.toString('latin1', 0, 4)).toBe('ARGB')
  const channels: number[] = []
  for (let at = 4; at < bytes.length; ) {
    const control = bytes.readUInt8(at)
    const run = control < 128
    if (run) channels.push(...bytes.subarray(at + 1, at + 2 + control))
    else channels.push(...Array.from({ length: control - 125 }, () => bytes.readUInt8(at + 1)))
    at += run ? control + 2 : 2
  }
  const edge = Math.sqrt(channels.length / 4)
  return { edge, pixels: Uint8Array.from(channels.slice(0, edge ** 2)) }
}

const isPng = (bytes: Buffer) => bytes.toString('latin1', 1, 4) === 'PNG'

/** A picture that shows something, with nothing in its corners. */
function expectPicture({ edge, pixels }: Opacity): void {
  expect(pixels.length).toBe(edge ** 2)
  expect([0, edge - 1, edge * (edge - 1), edge ** 2 - 1].map((corner) => pixels[corner])).toEqual([0, 0, 0, 0])
  const opaque = pixels.filter((opacity) => opacity === 255).length / pixels.length
  expect(opaque).toBeGreaterThan(0.3)
  expect(opaque).toBeLessThan(0.95)
}

describe('the icon of the product', () => {
  it('is there in every size for Linux, and no file names a size that it has not', async () => {
    expect(readdirSync(join(folder, 'linux')).sort()).toEqual(linux.map((size) => `${size}x${size}.png`).sort())
    for (const size of linux) {
      const picture = await ofPng(readFileSync(join(folder, `linux/${size}x${size}.png`)))
      expect(picture.edge).toBe(size)
      expectPicture(picture)
    }
  })

  it('holds every size for Windows', async () => {
    const file = readFileSync(join(folder, 'card-desk.ico'))
    expect([file.readUInt16LE(0), file.readUInt16LE(2), file.readUInt16LE(4)]).toEqual([0, 1, windows.length])
    const edges: number[] = []
    for (let entry = 6; entry < 6 + 16 * windows.length; entry += 16) {
      const start = file.readUInt32LE(entry + 12)
      const bytes = file.subarray(start, start + file.readUInt32LE(entry + 8))
      const picture = isPng(bytes) ? await ofPng(bytes) : ofBitmap(bytes)
      // The list has one byte for a size, and 0 is 256.
      expect(file.readUInt8(entry) || 256).toBe(picture.edge)
      expectPicture(picture)
      edges.push(picture.edge)
    }
    expect(edges).toEqual(windows)
  })

  it('holds every size for macOS, also for dense screens', async () => {
    const file = readFileSync(join(folder, 'card-desk.icns'))
    expect([file.toString('latin1', 0, 4), file.readUInt32BE(4)]).toEqual(['icns', file.length])
    const edges: Record<string, number> = {}
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      const type = file.toString('latin1', at, at + 4)
      if (type === 'TOC ') continue
      const bytes = file.subarray(at + 8, at + file.readUInt32BE(at + 4))
      const picture = isPng(bytes) ? await ofPng(bytes) : ofRuns(bytes)
      expectPicture(picture)
      edges[type] = picture.edge
    }
    expect(edges).toEqual(mac)
  })
})
