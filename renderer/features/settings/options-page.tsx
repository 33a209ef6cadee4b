import { Switch } from '@mantine/core'
import {
  type CardType,
  type OptionDefinition,
  type OptionName,
  options,
  type OptionValues,
} from '../../../shared/lifecycle'
import type { Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { desk } from '../../desk'
import { formatNumber } from '../../format'
import { useHasRole } from '../../state/mirror'
import { NumberWithUnit } from './number-with-unit'
import { SaveBar } from './save-bar'
import classes from './editors.module.css'
import frame from './settings.module.css'
import { useEditor } from './use-editor'
import { YesNo } from './yes-no'

/** While a number is typed it may be empty, which cannot be saved. */
type Draft = Readonly<Record<OptionName, boolean | number | ''>>
type Option = OptionDefinition<OptionName>

const groups: readonly (CardType | 'both')[] = ['card', 'temporary-card', 'both']

function isValid(option: Option, value: boolean | number | ''): boolean {
  if (option.kind === 'switch') return typeof value === 'boolean'
  return typeof value === 'number' && Number.isInteger(value) && value >= option.min && value <= option.max
}

const titleOf = (group: CardType | 'both') =>
  group === 'both' ? t('settings.options.both') : t(`lifecycle.cardTypes.${group}.one`)

type CountingName = Extract<(typeof options)[number], { kind: 'number' }>['name']
const unitOf = ({ name }: Option) => t(`settings.options.unit.${name as CountingName}`)

/** The name for who does not see the table it stands in: both card types have options of the same name. */
const nameOf = ({ name, cardType }: Option) => {
  const option = t(`lifecycle.options.${name}.name`)
  return cardType === 'both' ? option : t('settings.options.of', { option, cardType: titleOf(cardType) })
}

const defaultOf = (option: Option) => {
  if (option.kind === 'number') return `${formatNumber(option.default)} ${unitOf(option)}`
  return option.default ? t('settings.options.on') : t('settings.options.off')
}

interface OptionControlProps {
  readonly option: Option
  readonly value: boolean | number | ''
  readonly onChange: (value: boolean | number | '') => void
}

function OptionControl({ option, value, onChange }: OptionControlProps) {
  const mayChange = useHasRole('administrator')
  const name = nameOf(option)
  const described = { 'aria-label': name, 'aria-describedby': `${option.name}-meaning` }
  if (option.kind === 'switch') {
    if (!mayChange) return <YesNo is={value === true} kind="onOff" />
    return (
      <Switch {...described} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />
    )
  }
  return (
    <NumberWithUnit
      {...described}
      unit={unitOf(option)}
      min={option.min}
      max={option.max}
      value={typeof value === 'boolean' ? '' : value}
      valid={isValid(option, value)}
      onChange={onChange}
    />
  )
}

/** Options by card type: name, meaning, value, default. */
export function OptionsPage({ settings }: { readonly settings: Settings }) {
  const editor = useEditor<Draft>(settings, {
    pick: ({ options: { version, values } }) => ({ version, value: values }),
    save: (draft, { version, value }) => {
      const changed = options.filter(({ name }) => draft[name] !== value[name])
      const values = Object.fromEntries(changed.map(({ name }) => [name, draft[name]])) as Partial<OptionValues>
      return desk.settings.saveOptions({ version, values })
    },
  })
  const { draft, setDraft } = editor
  const valid = options.every((option) => isValid(option, draft[option.name]))
  return (
    <div className={frame.single}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and whoever may only read has nothing else in it to focus */}
      <div className={frame.editor} tabIndex={0}>
        <p className={classes.note}>{t('settings.options.fromNowOn')}</p>
        {groups.map((group) => {
          const title = titleOf(group)
          return (
            <Panel key={group} title={title}>
              <table className={classes.table} aria-label={title}>
                <thead>
                  <tr>
                    <th scope="col">{t('settings.options.option')}</th>
                    <th scope="col" className={classes.valueColumn}>
                      {t('settings.options.value')}
                    </th>
                    <th scope="col" className={classes.defaultColumn}>
                      {t('settings.options.default')}
                    </th>
                  </tr>
                </thead>
                <tbody>
                  {options
                    .filter((option) => option.cardType === group)
                    .map((option) => (
                      <tr key={option.name}>
                        <td>
                          <span className={classes.processName}>{t(`lifecycle.options.${option.name}.name`)}</span>
                          <code className={classes.symbolicInline}>{option.name}</code>
                          <span id={`${option.name}-meaning`} className={classes.does}>
                            {t(`lifecycle.options.${option.name}.meaning`)}
                            <span className={classes.waiting}>{t(`settings.options.waiting.${option.name}`)}</span>
                            {option.name === 'BatchSyncMinutes' && settings.bureau.values.connection === 'simulated' ? (
                              <span className={classes.waiting}>{t('settings.options.noBureau')}</span>
                            ) : null}
                          </span>
                        </td>
                        <td className={classes.valueColumn}>
                          <OptionControl
                            option={option}
                            value={draft[option.name]}
                            onChange={(value) => setDraft({ ...draft, [option.name]: value })}
                          />
                        </td>
                        <td className={classes.defaultColumn}>{defaultOf(option)}</td>
                      </tr>
                    ))}
                </tbody>
              </table>
            </Panel>
          )
        })}
      </div>
      <SaveBar editor={editor} valid={valid} />
    </div>
  )
}
