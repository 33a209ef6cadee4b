import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** True when disks can be mounted here: as root, on Linux, where nothing forbids it. */
export const canMount = tryToMount()

function tryToMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  const place = mkdtempSync(join(tmpdir(), 'card-desk-mount-'))
  const ok = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', place)
  if (ok) unmount(place)
  rmSync(place, { recursive: true, force: true })
  return ok
}

function mount(...values: readonly string[]): boolean {
  return spawnSync('mount', values, { stdio: 'ignore' }).status === 0
}

function unmount(place: string): void {
  spawnSync('umount', [place], { stdio: 'ignore' })
}

/** A disk of that many bytes of its own; gone when the test is over. */
export function smallDisk(bytes: number): string {
  const place = mkdtempSync(join(tmpdir(), 'card-desk-disk-'))
  if (!mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', place)) throw new Error('the disk cannot be mounted')
  onTestFinished(() => {
    unmount(place)
    rmSync(place, { recursive: true, force: true })
  })
  return place
}

/** Fills the disk that a folder is on until nothing more goes on it; answers how to make room again. */
export function fill(place: string): () => void {
  const path = join(place, 'full')
  mkdirSync(path)
  const { bavail, bsize } = statfsSync(place)
  for (let size = bavail * bsize, number = 0; size >= 1; number += 1) {
    try {
      writeFileSync(join(path, String(number)), Buffer.alloc(size))
    } catch {
      size = Math.floor(size / 2)
    }
  }
  return () => rmSync(path, { recursive: true, force: true })
}

/** The same folder once more, where nothing may be written; gone when the test is over. */
export function readOnly(folder: string): string {
  const place = mkdtempSync(join(tmpdir(), 'card-desk-read-only-'))
  if (!mount('--bind', '-o', 'ro', folder, place)) throw new Error('the folder cannot be mounted')
  onTestFinished(() => {
    unmount(place)
    rmSync(place, { recursive: true, force: true })
  })
  return place
}
