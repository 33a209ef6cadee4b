import { ActionIcon, Button, Checkbox, Popover, Tooltip } from '@mantine/core'
import { IconColumns3 } from '@tabler/icons-react'
import { t } from '../../../shared/texts'
import { useColumnChoice } from './column-choice'
import { alwaysShown, columnsOf } from './columns'
import type { SearchObject } from './query'
import { foundText } from './search-words'
import classes from './search-tab.module.css'
import { useSearch } from './search-store'
import { useTicks } from './ticks-store'

/** How much was found and what was looked for; beside it what is ticked, and the choice of columns. */
export function ResultSummary({ onShowTicked }: { readonly onShowTicked: () => void }) {
  const searched = useSearch((state) => state.searched)
  const total = useSearch((state) => state.result.total)
  const ticked = useTicks((state) => state.ticked.size)
  if (!searched) return null
  return (
    <div className={classes.summary}>
      <output className={classes.found} tabIndex={-1}>
        {foundText(searched, total)}
      </output>
      <span className={classes.besides}>
        {ticked > 0 ? (
          <Button variant="light" size="compact-sm" title={t('search.ticks.showHint')} onClick={onShowTicked}>
            {t('search.ticks.show', { count: ticked })}
          </Button>
        ) : null}
        <ColumnChooser object={searched.object} />
      </span>
    </div>
  )
}

function ColumnChooser({ object }: { readonly object: SearchObject }) {
  const visibility = useColumnChoice((state) => state.choices[object])
  const { choose, reset } = useColumnChoice.getState()
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Tooltip label={t('search.columns.chooseLabel')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('search.columns.chooseLabel')}>
            <IconColumns3 size={16} />
          </ActionIcon>
        </Tooltip>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('search.columns.choose')}>
        <div className={classes.columns}>
          {columnsOf(object).map(({ id }) => (
            <Checkbox
              key={id}
              label={t(`search.columns.${id}`)}
              checked={visibility[id] ?? false}
              disabled={id === alwaysShown(object)}
              onChange={({ currentTarget }) => choose(object, { ...visibility, [id]: currentTarget.checked })}
            />
          ))}
        </div>
        <Button variant="subtle" size="compact-sm" mt="sm" onClick={() => reset(object)}>
          {t('search.columns.reset')}
        </Button>
      </Popover.Dropdown>
    </Popover>
  )
}
