import { UnstyledButton } from '@mantine/core'
import { Spotlight } from '@mantine/spotlight'
import { IconArrowRight, IconId, IconSearch, IconUser } from '@tabler/icons-react'
import { type ComponentProps, useCallback, useEffect, useId, useLayoutEffect, useState } from 'react'
import type { Found } from '../../../shared/contract'
import { fullName } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { desk } from '../../desk'
import { useDeskChange } from '../../state/mirror'
import { type TabId, useView } from '../../state/view'
import { commandKey } from './command-key'
import { type Command, useCommands } from './commands'
import classes from './find-anything.module.css'
import { findStore, openFind, useFindText } from './find-store'

const nothing: Found = { cards: [], persons: [] }
const foundAtOnce = 8

/** What main finds for the text; answers to an older text are dropped. */
function useFound(text: string, reachesCards: boolean): Found {
  const [found, setFound] = useState<Found>(nothing)
  const [changes, setChanges] = useState(0)
  useDeskChange(() => setChanges((count) => count + 1))
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of cards asks again with the same text
  useEffect(() => {
    let current = true
    const read = async () => {
      const answer = text.trim() === '' || !reachesCards ? null : await desk.search.find({ text, limit: foundAtOnce })
      if (current) setFound(answer?.ok ? answer.value : nothing)
    }
    void read()
    return () => {
      current = false
    }
  }, [text, reachesCards, changes])
  return found
}

/**
 * The id of the line that Enter takes, and what watches the list for it: the list marks that line in the page alone, and
 * tells nobody.
 */
function useActiveOption(): readonly [
  active: string | null,
  watch: (list: HTMLElement | null) => (() => void) | undefined,
] {
  const [active, setActive] = useState<string | null>(null)
  const watch = useCallback((list: HTMLElement | null) => {
    if (!list) return
    const read = () => setActive(list.querySelector('[data-selected]')?.id ?? null)
    const observer = new MutationObserver(read)
    observer.observe(list, { subtree: true, childList: true, attributeFilter: ['data-selected'] })
    read()
    return () => observer.disconnect()
  }, [])
  return [active, watch]
}

const matches = (command: Command, text: string) =>
  text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => command.name.toLowerCase().includes(word))

/** Find anything: cards and persons by number or name, and every command, from one field. */
export function FindAnything({ tabs }: { readonly tabs: readonly TabId[] }) {
  const { text, setText } = useFindText()
  const reachesCards = tabs.includes('search')
  const { cards, persons } = useFound(text, reachesCards)
  const commands = useCommands(tabs).filter((command) => matches(command, text.trim()))
  const lines = [...cards, ...persons, ...commands].map(({ id }) => id)
  // Enter takes the first line, also when it came with a later answer: each set of lines is a list anew.
  const list = lines.join()
  const listId = useId()
  const [active, watchList] = useActiveOption()
  const optionId = (index: number) => `${listId}-${index}`
  /** What makes a line an option of the list that the field walks. */
  const option = (id: string) => {
    const index = lines.indexOf(id)
    return {
      role: 'option',
      'aria-selected': optionId(index) === active,
      // The line itself takes no id.
      renderRoot: (props: ComponentProps<'button'>) => <button {...props} id={optionId(index)} />,
      ...(text !== '' && index === 0 ? { 'data-selected': true } : {}),
    }
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new list is what calls for it
  useLayoutEffect(() => {
    if (text !== '') findStore.updateState((state) => ({ ...state, selected: 0 }))
  }, [list])
  const none = cards.length + persons.length + commands.length === 0
  const { selectCard, selectPerson } = useView.getState()
  return (
    <Spotlight.Root
      store={findStore}
      query={text}
      onQueryChange={setText}
      shortcut={null}
      // Not seen: the name of the dialog, for whoever hears the screen.
      title={t('shell.find.openLabel')}
      scrollable
      centered={false}
      maxHeight={440}
      overlayProps={{ backgroundOpacity: 0.3, blur: 0 }}
      transitionProps={{ duration: 100, transition: 'fade' }}
      lockScroll={false}
      classNames={{ header: classes.unseen, action: classes.action, actionsGroup: classes.group }}
    >
      <Spotlight.Search
        size="md"
        placeholder={t(reachesCards ? 'shell.find.placeholder' : 'shell.find.placeholderCommands')}
        aria-label={t('shell.find.openLabel')}
        role="combobox"
        aria-expanded={!none}
        aria-controls={listId}
        aria-activedescendant={active ?? undefined}
        aria-autocomplete="list"
        leftSection={<IconSearch size={16} />}
      />
      <Spotlight.ActionsList
        key={list}
        id={listId}
        ref={watchList}
        {...(none ? {} : { role: 'listbox', 'aria-label': t('shell.find.list') })}
      >
        {cards.length > 0 ? (
          <Spotlight.ActionsGroup role="group" label={t('shell.find.cards')} aria-label={t('shell.find.cards')}>
            {cards.map((card) => (
              <Spotlight.Action key={card.id} {...option(card.id)} onClick={() => selectCard(card.id)}>
                <IconId size={16} aria-hidden="true" />
                <span className={classes.number}>{card.id}</span>
                <span className={classes.name}>{card.holderName || t('shell.find.noHolder')}</span>
                <StateBadge cardType={card.cardType} state={card.state} />
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {persons.length > 0 ? (
          <Spotlight.ActionsGroup role="group" label={t('shell.find.persons')} aria-label={t('shell.find.persons')}>
            {persons.map((person) => (
              <Spotlight.Action key={person.id} {...option(person.id)} onClick={() => selectPerson(person.id)}>
                <IconUser size={16} aria-hidden="true" />
                <span className={classes.name}>{fullName(person)}</span>
                <span className={classes.detail}>{t('shell.find.personDetail', { ...person })}</span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {commands.length > 0 ? (
          <Spotlight.ActionsGroup role="group" label={t('shell.find.commands')} aria-label={t('shell.find.commands')}>
            {commands.map((command) => (
              <Spotlight.Action key={command.id} {...option(command.id)} onClick={command.run}>
                <IconArrowRight size={16} aria-hidden="true" />
                <span className={classes.name}>{command.name}</span>
                {command.key ? <kbd>{command.key}</kbd> : null}
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ) : null}
        {none ? <Spotlight.Empty>{t('shell.find.nothing', { text })}</Spotlight.Empty> : null}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}

/** The button in the header that opens it. */
export function OpenFind() {
  return (
    <UnstyledButton className={classes.open} onClick={() => openFind('')} title={t('shell.find.openLabel')}>
      <IconSearch size={14} aria-hidden="true" />
      <span className={classes.openText}>{t('shell.find.open')}</span>
      <span className={classes.openKeys} aria-hidden="true">
        <kbd>{commandKey}</kbd>
        <kbd>K</kbd>
      </span>
    </UnstyledButton>
  )
}
