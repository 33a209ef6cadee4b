import { z } from 'zod'
import { type Answer, refusal } from '../../shared/errors'
import { type About, type Licence, licenceSchema } from '../../shared/model'
import { t } from '../../shared/texts'
import { type Log, type Program, whyOf } from '../ports'
import { dataFormat } from '../store'

/** A build without a single package of others does not exist: an empty list is a broken one. */
const licencesSchema = z.array(licenceSchema).min(1)

/** What the program says of itself: its version, what runs it, and whose work is in it. */
export class AboutService {
  constructor(private readonly needs: { readonly program: Program; readonly log: Log }) {}

  async read(): Promise<About> {
    const { program } = this.needs
    return { version: program.version, runtime: program.runtime(), system: await program.system(), dataFormat }
  }

  /** The packages of others in the program, by name. Refused when the file that lists them is missing or damaged. */
  async licences(): Promise<Answer<readonly Licence[]>> {
    try {
      const text = await this.needs.program.licences()
      if (text === null) return this.incomplete('missing')
      return { ok: true, value: licencesSchema.parse(JSON.parse(text)) }
    } catch (error) {
      // What is wrong where, of hundreds of lines, is for nobody at a desk.
      return this.incomplete(error instanceof z.ZodError ? 'not a list of licences' : whyOf(error))
    }
  }

  private incomplete(why: string) {
    this.needs.log.warn('licences not read', { why })
    return refusal('program-incomplete', t('errors.program-incomplete'), { file: 'licences.json' })
  }
}
