import { sep } from 'node:path'

/** A path with `/` between its names, as tests write them, whatever this system puts there. */
export function withSlashes(path: string): string {
  return path.split(sep).join('/')
}
