import { Button, TextInput } from '@mantine/core'
import { type FormEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { t } from '../../../shared/texts'
import { Panel } from '../../components/panel'
import { useHasRole } from '../../state/mirror'
import { moved } from './commands-draft'
import { RowMoves } from './row-moves'
import classes from './editors.module.css'

const longest = 60
const most = 100
const plain = (layout: string) => layout.normalize('NFC').trim()

/** What is wrong with one layout of the list; `null` when nothing is. */
function faultOf(layouts: readonly string[], index: number): string | null {
  const layout = plain(layouts[index] ?? '')
  if (layout === '') return t('settings.layouts.empty')
  const first = layouts.findIndex((other) => plain(other) === layout)
  return first < index ? t('settings.layouts.twice') : null
}

/** What is wrong with the list; `null` when it can be saved. */
export function faultOfLayouts(layouts: readonly string[]): string | null {
  if (layouts.length === 0) return t('settings.layouts.atLeastOne')
  return layouts.map((_, index) => faultOf(layouts, index)).find((fault) => fault !== null) ?? null
}

interface LayoutsPanelProps {
  readonly layouts: readonly string[]
  readonly onChange: (layouts: readonly string[]) => void
}

function NewLayout({ layouts, onChange }: LayoutsPanelProps) {
  const [name, setName] = useState('')
  const twice = layouts.some((layout) => plain(layout) === plain(name))
  const add = (event: FormEvent) => {
    event.preventDefault()
    if (plain(name) === '' || twice) return
    onChange([...layouts, plain(name)])
    setName('')
  }
  return (
    <form className={classes.newLayout} onSubmit={add}>
      <TextInput
        label={t('settings.layouts.new')}
        value={name}
        maxLength={longest}
        onChange={(event) => setName(event.currentTarget.value)}
        error={twice ? t('settings.layouts.twice') : null}
      />
      <Button type="submit" variant="default" disabled={plain(name) === '' || twice || layouts.length >= most}>
        {t('settings.layouts.add')}
      </Button>
    </form>
  )
}

/** The card layouts an order can choose from: renamed in place, moved, removed, added. */
export function LayoutsPanel({ layouts, onChange }: LayoutsPanelProps) {
  const mayChange = useHasRole('administrator')
  const list = useRef<HTMLOListElement>(null)
  /** The focus goes along, so that a layout can be moved several places in a row. */
  const move = (from: number, by: -1 | 1) => {
    const pressed = document.activeElement?.getAttribute('data-move')
    flushSync(() => onChange(moved(layouts, from, by)))
    list.current?.children[from + by]?.querySelector<HTMLElement>(`[data-move="${pressed}"]`)?.focus()
  }
  if (!mayChange)
    return (
      <Panel title={t('settings.layouts.title')} text={t('settings.layouts.text')}>
        <ol className={classes.read} aria-label={t('settings.layouts.title')}>
          {layouts.map((layout) => (
            <li key={layout}>{layout}</li>
          ))}
        </ol>
      </Panel>
    )
  return (
    <Panel title={t('settings.layouts.title')} text={t('settings.layouts.text')}>
      <ol ref={list} data-rows className={classes.layouts} aria-label={t('settings.layouts.title')}>
        {layouts.map((layout, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed, its place does not
          <li key={index} className={classes.layout}>
            <TextInput
              className={classes.layoutName}
              aria-label={t('settings.layouts.name', { position: index + 1 })}
              value={layout}
              maxLength={longest}
              error={faultOf(layouts, index)}
              onChange={(event) => onChange(layouts.with(index, event.currentTarget.value))}
            />
            <RowMoves
              first={index === 0}
              last={index === layouts.length - 1}
              labels={{
                up: t('settings.layouts.up', { layout }),
                down: t('settings.layouts.down', { layout }),
                remove: t('settings.layouts.remove', { layout }),
              }}
              onMove={(by) => move(index, by)}
              onRemove={() => onChange(layouts.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      {layouts.length === 0 ? <p className={classes.fault}>{t('settings.layouts.atLeastOne')}</p> : null}
      <NewLayout layouts={layouts} onChange={onChange} />
    </Panel>
  )
}
