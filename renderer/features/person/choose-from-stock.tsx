import { Button, Group, Modal, Text, TextInput } from '@mantine/core'
import { IconBarcode } from '@tabler/icons-react'
import { type KeyboardEvent, useId, useLayoutEffect, useRef, useState } from 'react'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import classes from './choose-from-stock.module.css'
import { identify, type StockFound, useStock } from './use-stock'

interface ChooseFromStockProps {
  readonly opened: boolean
  /** Name of whom the card is for. */
  readonly holder: string
  readonly onClose: () => void
  readonly onChosen: (card: string) => void
}

/** Asks which temporary card it is to be: one that is scanned, or one of the list. Nothing is decided yet. */
export function ChooseFromStock({ opened, holder, onClose, onChosen }: ChooseFromStockProps) {
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('persons.stock.title', { name: holder })}
      size={520}
      // The focus goes back to the command, or on into the wizard.
      returnFocus={false}
    >
      <Stock onClose={onClose} onChosen={onChosen} />
    </Modal>
  )
}

function Stock({ onClose, onChosen }: Pick<ChooseFromStockProps, 'onClose' | 'onChosen'>) {
  const { found, error, search } = useStock()
  const [text, setText] = useState('')
  const [fault, setFault] = useState<string | null>(null)
  /** Place of the card that Enter takes; `null` until one was walked to. */
  const [active, setActive] = useState<number | null>(null)
  const looking = useRef(0)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()
  const rows = found?.rows ?? []
  const optionId = (index: number) => `${id}-${index}`

  useLayoutEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  })

  const type = (typed: string) => {
    looking.current += 1
    setText(typed)
    setFault(null)
    setActive(null)
    void search(typed)
  }
  /** A whole number is taken at once, whatever the list shows by now; else the one card that is left, or the one walked to. */
  const enter = async () => {
    const walkedTo = active === null ? undefined : rows[active]
    if (walkedTo) return onChosen(walkedTo.id)
    if (text.trim() === '') return
    const ticket = ++looking.current
    const identified = await identify(text)
    if (ticket !== looking.current) return
    if (identified?.kind === 'in-stock') return onChosen(identified.card)
    if (identified?.kind === 'no') return setFault(identified.reason)
    if (identified?.kind === 'failed') return setFault(identified.error.message)
    // What the list shows may still be for less than what was typed.
    const now = await search(text)
    if (ticket !== looking.current || !now) return
    const only = now.total === 1 ? now.rows[0] : undefined
    if (only) onChosen(only.id)
    else setActive(now.rows.length > 0 ? 0 : null)
  }
  const keys = (event: KeyboardEvent) => {
    const end = rows.length - 1
    const targets: Readonly<Record<string, number>> = {
      ArrowDown: Math.min(end, (active ?? -1) + 1),
      ArrowUp: Math.max(0, (active ?? 0) - 1),
      PageDown: Math.min(end, (active ?? 0) + 8),
      PageUp: Math.max(0, (active ?? 0) - 8),
    }
    const target = targets[event.key]
    if (target !== undefined) {
      event.preventDefault()
      setActive(end < 0 ? null : target)
    } else if (event.key === 'Enter' && !event.nativeEvent.isComposing) {
      event.preventDefault()
      if (!event.repeat) void enter()
    }
  }

  return (
    <div className={classes.stock}>
      <Text size="sm" mb="sm">
        {t('persons.stock.text')}
      </Text>
      <TextInput
        label={t('persons.stock.search')}
        role="combobox"
        aria-expanded={rows.length > 0}
        aria-controls={id}
        aria-activedescendant={active === null ? undefined : optionId(active)}
        aria-autocomplete="list"
        leftSection={<IconBarcode size={16} aria-hidden="true" />}
        error={fault}
        value={text}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        onChange={({ currentTarget }) => type(currentTarget.value)}
        onKeyDown={keys}
      />
      <ErrorNotice error={error} onRetry={() => void search(text)} />
      <div ref={list} className={classes.frame}>
        <div id={id} role="listbox" aria-label={t('persons.stock.results')}>
          {rows.map((card, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keyboard
            <div
              key={card.id}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={classes.card}
              // The field keeps the focus, so that a scan goes on working.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onChosen(card.id)}
            >
              <span className={classes.number}>{card.id}</span>
              <span>{card.layout}</span>
              <span className={classes.printed}>{card.cardNumber}</span>
            </div>
          ))}
        </div>
        <p className={classes.more} aria-live="polite">
          {found ? sayHowMany(found) : ''}
        </p>
      </div>
      <Group mt="md">
        <Button variant="default" onClick={onClose}>
          {t('shell.cancel')}
        </Button>
      </Group>
    </div>
  )
}

/** What the list does not say by itself: that nothing is there, or that there is more. */
function sayHowMany({ text, total, rows }: StockFound): string {
  const wanted = text.trim()
  if (total === 0) return wanted === '' ? t('persons.stock.none') : t('persons.stock.nothing', { text: wanted })
  return total > rows.length ? t('persons.stock.more', { shown: rows.length, total }) : ''
}
