import { Select } from '@mantine/core'
import { stateOf } from '../../../../shared/lifecycle'
import { bureauStates, type BureauState } from '../../../../shared/model'
import { stateLabel } from '../../../../shared/texts'
import { StateBadge, ToneIcon } from '../../../components/state-badge'
import classes from './bureau.module.css'

interface StateSelectProps {
  readonly label?: string
  readonly 'aria-label'?: string
  readonly value: BureauState
  readonly onChange: (state: BureauState) => void
}

// Both card types have these four states, and call them the same.
const choices = bureauStates.map((state) => ({ value: state, label: stateLabel('card', state) }))

/** One of the states a bureau's word can mean, with the sign and the colour the state has everywhere. */
export function StateSelect({ value, onChange, ...described }: StateSelectProps) {
  const tone = stateOf('card', value)?.tone ?? 'neutral'
  return (
    <Select
      {...described}
      className={classes.state}
      data={choices}
      value={value}
      onChange={(chosen) => {
        const state = bureauStates.find((each) => each === chosen)
        if (state) onChange(state)
      }}
      leftSection={
        <span className={classes.tone} data-tone={tone}>
          <ToneIcon tone={tone} />
        </span>
      }
      renderOption={({ option }) => <StateBadge cardType="card" state={option.value} />}
    />
  )
}
