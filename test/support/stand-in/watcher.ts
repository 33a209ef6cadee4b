import { readlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'

/**
 * Runs beside the stand-in: when that is gone, for whatever reason, makes sure that its Chromium is
 * gone too and removes the profile. Usage: `watcher.ts PROFILE`, with a pipe from the stand-in as input.
 */
const profile = process.argv[2] ?? ''
const patience = 5000
const beat = 50

/** Chromium's main process, as its own lock on the profile names it (`host-pid`); `null` = it is gone. */
function browserProcess(): number | null {
  try {
    const pid = Number(readlinkSync(`${profile}/SingletonLock`).split('-').at(-1))
    process.kill(pid, 0)
    return pid
  } catch {
    return null
  }
}

async function clear(): Promise<void> {
  for (let waited = 0; waited < patience && browserProcess() !== null; waited += beat) await pause(beat)
  const stubborn = browserProcess()
  // Playwright starts the browser as the head of a process group of its own.
  if (stubborn !== null) process.kill(-stubborn, 'SIGKILL')
  await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
}

process.on('SIGINT', () => {})
process.on('SIGHUP', () => {})
process.stdin.resume()
process.stdin.once('close', () => void clear())
