import { isAbsolute, relative, sep } from 'node:path'

/** True for a full path below a folder, at whatever depth. */
export function isBelow(folder: string, path: string): boolean {
  const inside = relative(folder, path)
  const leadsOut = inside === '' || inside === '..' || inside.startsWith(`..${sep}`) || isAbsolute(inside)
  return !leadsOut
}
