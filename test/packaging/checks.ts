import type { Finding } from '../../electron/packaging/inspect.ts'

/** The findings of all checks; each is told as soon as it is known. */
export class Checks {
  readonly #findings: Finding[] = []
  readonly #say: (line: string) => void

  constructor(say: (line: string) => void) {
    this.#say = say
  }

  get passed(): number {
    return this.#findings.filter(({ problems }) => problems.length === 0).length
  }

  get failed(): number {
    return this.#findings.length - this.passed
  }

  get findings(): readonly Finding[] {
    return this.#findings
  }

  /** Takes findings in, under the name of what they are about. */
  add(about: string, findings: readonly Finding[]): void {
    for (const finding of findings) {
      const named = { ...finding, name: `${about}: ${finding.name}` }
      this.#findings.push(named)
      this.#say(lineOf(named))
    }
  }

  /** Runs a check that can fail as a whole; answers what it gave, `null` when it failed. */
  async attempt<Result>(about: string, name: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      const result = await work()
      this.add(about, [{ name, problems: [] }])
      return result
    } catch (error) {
      this.add(about, [{ name, problems: [error instanceof Error ? error.message : String(error)] }])
      return null
    }
  }
}

/** What a check finds; that it breaks is a finding too. */
export async function found(name: string, work: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await work()
  } catch (error) {
    return [{ name, problems: [error instanceof Error ? error.message : String(error)] }]
  }
}

function lineOf({ name, problems, figures }: Finding): string {
  const what = figures === undefined ? name : `${name} (${figures})`
  return problems.length === 0 ? `ok      ${what}` : `FAILED  ${what}: ${problems.join('; ')}`
}
