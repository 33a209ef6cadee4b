import { Button, Menu } from '@mantine/core'
import { IconChevronDown } from '@tabler/icons-react'
import type { CardType } from '../../../shared/lifecycle'
import { processDoes, t } from '../../../shared/texts'
import { useMirror } from '../../state/mirror'
import { useView } from '../../state/view'
import classes from './search-form.module.css'

/** The processes that make a new card of the type; nothing when this user may start none. */
export function NewMenu({ cardType }: { readonly cardType: CardType }) {
  const commands = useMirror((state) => state.snapshot?.newCommands[cardType]) ?? []
  if (commands.length === 0) return null
  return (
    <Menu position="bottom-end" width={288}>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden="true" />}>
          {t('search.new')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {commands.map(({ process, name, disabledBecause }) => (
          <Menu.Item
            key={process}
            aria-label={name}
            disabled={disabledBecause !== null}
            onClick={() => useView.getState().wishForProcess({ process, card: null, person: null })}
          >
            <span className={classes.command}>{name}</span>
            <span className={classes.does}>{disabledBecause ?? processDoes(process)}</span>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
