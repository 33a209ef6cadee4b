import { Button } from '@mantine/core'
import { IconArrowLeft, IconInfoCircle } from '@tabler/icons-react'
import { useEffect, useEffectEvent, useId, useRef } from 'react'
import { mostSubjects } from '../../../shared/contract'
import type { SymbolicName } from '../../../shared/lifecycle'
import { t } from '../../../shared/texts'
import { CommandButton } from '../../components/command-button'
import { ErrorNotice } from '../../components/error-notice'
import { useProcess } from '../process/process-store'
import { useSearch } from './search-store'
import classes from './ticked-cards.module.css'
import { useTicks } from './ticks-store'

interface TickedCardsProps {
  /** Given where this covers the list. */
  readonly onBack: (() => void) | null
  /** Nothing is ticked any more, and what had the focus is gone. */
  readonly onGone: () => void
}

/** How many cards are ticked, and what can be run on several of them: one wizard over all of them. */
export function TickedCards({ onBack, onGone }: TickedCardsProps) {
  const object = useSearch((state) => state.searched?.object)
  const { ticked, told, error } = useTicks()
  const panel = useRef<HTMLElement>(null)
  const title = useId()
  useFocusKept(panel, onGone)
  if (object === undefined || object === 'person') return null
  const { tickAll, refresh } = useTicks.getState()
  const cards = t(`lifecycle.cardTypes.${object}.count`, { count: ticked.size })

  return (
    <article ref={panel} className={classes.ticked} aria-labelledby={title}>
      {onBack ? (
        <Button
          className={classes.back}
          variant="subtle"
          size="compact-sm"
          leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
          onClick={onBack}
        >
          {t('search.ticks.back')}
        </Button>
      ) : null}
      <div className={classes.heading}>
        <h2 id={title}>
          <span role="status">{t('search.ticks.title', { cards })}</span>
        </h2>
        <Button variant="subtle" size="compact-sm" onClick={() => void tickAll(false)}>
          {t('search.ticks.clear')}
        </Button>
      </div>
      <Notes />
      <ErrorNotice error={error} onRetry={refresh} />
      {told ? <Commands /> : null}
    </article>
  )
}

/** What is to be known about the ticked cards before anything is done with them. */
function Notes() {
  const wanted = useTicks((state) => state.wanted)
  const left = useTicks((state) => state.told?.left ?? 0)
  const of = useTicks((state) => state.told?.of ?? 0)
  return (
    <div role="status">
      {wanted !== null ? (
        <p className={classes.note}>
          <IconInfoCircle size={16} aria-hidden="true" />
          <span>{t('search.ticks.first', { count: mostSubjects, total: wanted })}</span>
        </p>
      ) : null}
      {left > 0 ? (
        <p className={classes.note}>
          <IconInfoCircle size={16} aria-hidden="true" />
          <span>{t('search.ticks.left', { count: left, total: of })}</span>
          <Button variant="subtle" size="compact-sm" onClick={() => void useTicks.getState().untickLeft()}>
            {t('search.ticks.untickLeft', { count: left })}
          </Button>
        </p>
      ) : null}
    </div>
  )
}

/** The processes main offers on at least one of them, each with how many it can be run on. */
function Commands() {
  const told = useTicks((state) => state.told)
  const title = useId()
  const start = (process: SymbolicName) => {
    // All of them: the wizard lists beforehand which cannot be done, and why.
    const cards = [...useTicks.getState().ticked]
    useProcess.getState().start({ process, card: null, person: null, cards })
  }
  if (!told) return null
  return (
    <section className={classes.commands} aria-labelledby={title}>
      <h3 id={title} className={classes.sectionTitle}>
        {t('search.ticks.what')}
      </h3>
      {told.commands.map(({ process, name, able }) => (
        <CommandButton
          key={process}
          command={{ process, name, disabledBecause: null }}
          note={t('search.ticks.able', { count: able, total: told.of })}
          onStart={() => start(process)}
        />
      ))}
      <p className={classes.hint}>{t(told.commands.length === 0 ? 'search.ticks.nothing' : 'search.ticks.each')}</p>
    </section>
  )
}

/** A button that is gone with its press leaves the focus to the panel; a panel that is gone, to whoever hosts it. */
function useFocusKept(panel: { readonly current: HTMLElement | null }, onGone: () => void): void {
  const gone = useEffectEvent(onGone)
  const held = useRef(false)
  useEffect(() => {
    const element = panel.current
    const note = () => {
      held.current = element?.contains(document.activeElement) ?? false
    }
    document.addEventListener('focusin', note)
    return () => {
      document.removeEventListener('focusin', note)
      if (held.current && document.activeElement === document.body) gone()
    }
  }, [panel])
}
