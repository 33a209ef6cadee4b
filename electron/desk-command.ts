/** How `desk` is called when the program runs from its source. */
const fromSource = 'npm run --silent desk --'

let program = fromSource

/** Says once, at the start, how `desk` is called where this program is installed: everything before its command. */
export function callDeskAs(calledAs: string): void {
  program = calledAs
}

/** What a person types to run a command of `desk` on this machine, such as `desk restore` from the source. */
export function deskCommand(command: string): string {
  return `${program} ${command}`
}
