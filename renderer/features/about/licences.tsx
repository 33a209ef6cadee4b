import { Button, TextInput } from '@mantine/core'
import { IconArrowLeft, IconSearch } from '@tabler/icons-react'
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import type { Licence, Runtime } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { rowsOnScreen, walkTarget } from '../../components/list-keys'
import { Loading } from '../../components/loading'
import { desk } from '../../desk'
import classes from './about.module.css'
import { showAbout } from './about-store'
import { useAnswer } from './use-answer'

const rowHeight = 32

/** Whose work is in the program, and under which licences. */
export function Licences({ runtime }: { readonly runtime: Runtime }) {
  const { value: licences, error, retry } = useAnswer(desk.desk.licences)
  return (
    <>
      <div className={classes.licences}>
        {error ? <ErrorNotice error={error} onRetry={retry} /> : null}
        {licences ? <LicenceList licences={licences} runtime={runtime} /> : null}
        {licences || error ? null : <Loading />}
      </div>
      <Button
        variant="default"
        mt="lg"
        leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
        onClick={showAbout}
      >
        {t('about.licences.back')}
      </Button>
    </>
  )
}

/** True when every word is in the name, the licence or its text. */
function matches({ name, licence, text }: Licence, wanted: string): boolean {
  const all = `${name} ${licence} ${text}`.toLowerCase()
  return wanted
    .toLowerCase()
    .split(/\s+/)
    .every((word) => all.includes(word))
}

interface LicenceListProps {
  readonly licences: readonly Licence[]
  readonly runtime: Runtime
}

/** The packages beside the text of one of them. The field has the keyboard: typing narrows the list, arrow keys walk it. */
function LicenceList({ licences, runtime }: LicenceListProps) {
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const field = useRef<HTMLInputElement>(null)
  const frame = useRef<HTMLDivElement>(null)
  // The dialog was there before its content.
  useEffect(() => field.current?.focus(), [])
  const id = useId()
  const optionId = (index: number) => `${id}-${index}`
  const found = text.trim() === '' ? licences : licences.filter((each) => matches(each, text.trim()))
  const chosen = found[at]
  useLayoutEffect(() => {
    frame.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })
  const walk = (event: KeyboardEvent) => {
    // Home and End stay the field's own: they go through what is typed.
    if (event.key === 'Home' || event.key === 'End' || event.altKey || event.ctrlKey || event.metaKey) return
    const screen = rowsOnScreen(frame.current, rowHeight)
    const target = walkTarget(event.key, { at, end: found.length - 1, screen })
    if (target === undefined) return
    event.preventDefault()
    setAt(Math.max(0, target))
  }
  return (
    <>
      <p className={classes.intro}>
        {t('about.licences.intro', { count: licences.length })}{' '}
        {runtime.kind === 'electron' ? t('about.licences.electron') : null}
      </p>
      <div className={classes.columns}>
        <div className={classes.packages}>
          <TextInput
            ref={field}
            aria-label={t('about.licences.search')}
            placeholder={t('about.licences.search')}
            role="combobox"
            aria-expanded={found.length > 0}
            aria-controls={id}
            aria-activedescendant={chosen ? optionId(at) : undefined}
            aria-autocomplete="list"
            leftSection={<IconSearch size={16} aria-hidden="true" />}
            value={text}
            maxLength={100}
            autoComplete="off"
            spellCheck={false}
            data-autofocus
            onChange={({ currentTarget }) => {
              setText(currentTarget.value)
              setAt(0)
            }}
            onKeyDown={walk}
          />
          <div ref={frame} className={classes.frame}>
            {chosen ? (
              <div id={id} role="listbox" aria-label={t('about.licences.list')}>
                {found.map(({ name, version, licence }, index) => (
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
                  <div
                    key={`${name} ${version}`}
                    id={optionId(index)}
                    role="option"
                    tabIndex={-1}
                    aria-selected={index === at}
                    className={classes.package}
                    onClick={() => setAt(index)}
                  >
                    <span className={classes.packageName}>{name}</span>
                    <span className={classes.packageLicence}>{licence}</span>
                  </div>
                ))}
              </div>
            ) : (
              <p className={classes.nothing}>{t('about.licences.nothing', { text })}</p>
            )}
          </div>
          <p role="status" className={classes.found}>
            {t('about.licences.found', { count: found.length })}
          </p>
        </div>
        {chosen ? <LicenceText key={`${chosen.name} ${chosen.version}`} licence={chosen} /> : null}
      </div>
    </>
  )
}

function LicenceText({ licence: { name, version, licence, text } }: { readonly licence: Licence }) {
  return (
    <section className={classes.licence} aria-label={t('about.licences.text', { name })}>
      <h3 className={classes.licenceTitle}>
        <span>{name}</span> <span className={classes.licenceVersion}>{version}</span>
        <span className={classes.licenceName}>{licence}</span>
      </h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so the keyboard must get there */}
      <pre className={classes.text} tabIndex={0}>
        {text}
      </pre>
    </section>
  )
}
