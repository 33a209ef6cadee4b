import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode, RefObject } from 'react'
import { Group, Panel, Separator, useDefaultLayout } from 'react-resizable-panels'
import classes from './split.module.css'

/** True where there is no room for details beside a list: there they cover it. */
export function useNarrow(): boolean {
  return useMediaQuery('(max-width: 1099px)', false, { getInitialValueInEffect: false })
}

interface SplitProps {
  /** Which split this is: each keeps the width it was given. */
  readonly id: string
  /** Names the handle between the sides. */
  readonly resizeLabel: string
  readonly list: ReactNode
  readonly listFrame: RefObject<HTMLDivElement | null>
  readonly details: ReactNode
  /** Least widths of the sides, in pixels. */
  readonly least: { readonly list: number; readonly details: number }
  readonly narrow: boolean
  /** Where it is narrow: the details are shown, over the list. */
  readonly covered: boolean
}

/** A list with the details of what is chosen beside it, resizable; where it is narrow, the details cover the list. */
export function Split({ id, resizeLabel, list, listFrame, details, least, narrow, covered }: SplitProps) {
  const layout = useDefaultLayout({ id: `card-desk.${id}`, storage: localStorage })
  if (narrow) {
    return (
      <div className={classes.narrow}>
        <div ref={listFrame} className={classes.half} inert={covered}>
          {list}
        </div>
        {covered ? <div className={classes.cover}>{details}</div> : null}
      </div>
    )
  }
  return (
    <Group className={classes.wide} defaultLayout={layout.defaultLayout} onLayoutChanged={layout.onLayoutChanged}>
      <Panel id="list" minSize={least.list} defaultSize="54">
        <div ref={listFrame} className={classes.half}>
          {list}
        </div>
      </Panel>
      <Separator className={classes.separator} aria-label={resizeLabel} />
      <Panel id="details" minSize={least.details}>
        <div className={classes.half}>{details}</div>
      </Panel>
    </Group>
  )
}
