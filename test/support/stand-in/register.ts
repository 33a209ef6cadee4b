import { registerHooks } from 'node:module'
import { bePackaged, isPackaged } from './application.ts'

/**
 * Loaded before the application's main script (`node --import`): from now on `electron` is the stand-in.
 * https://nodejs.org/docs/latest-v24.x/api/module.html#moduleregisterhooksoptions
 */
const standIn = new URL('./electron.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    const isElectron = specifier === 'electron' || specifier === 'electron/main' || specifier === 'electron/common'
    return isElectron ? { url: standIn, shortCircuit: true } : next(specifier, context)
  },
})

if (isPackaged) bePackaged()
