import { NumberInput } from '@mantine/core'
import { t } from '../../../shared/texts'
import { formatNumber } from '../../format'
import { useHasRole } from '../../state/mirror'
import classes from './editors.module.css'

interface NumberWithUnitProps {
  readonly 'aria-label': string
  /** Id of the text that says what the number is for. */
  readonly 'aria-describedby'?: string
  readonly unit: string
  readonly min: number
  readonly max: number
  readonly value: number | ''
  /** False while what is typed cannot be saved. */
  readonly valid: boolean
  readonly onChange: (value: number | '') => void
}

/** A whole number with what it counts; readers see both as words. */
export function NumberWithUnit({ unit, min, max, value, valid, onChange, ...described }: NumberWithUnitProps) {
  const mayChange = useHasRole('administrator')
  if (!mayChange) return <>{value === '' ? '' : `${formatNumber(value)} ${unit}`}</>
  return (
    <div className={classes.number}>
      <span className={classes.valueLine}>
        <NumberInput
          {...described}
          w={88}
          min={min}
          max={max}
          allowDecimal={false}
          clampBehavior="none"
          value={value}
          error={!valid}
          onChange={(next) => onChange(typeof next === 'number' ? next : '')}
        />
        <span className={classes.unit}>{unit}</span>
      </span>
      <span role="alert" className={classes.fault}>
        {valid ? '' : t('settings.options.range', { unit, min, max })}
      </span>
    </div>
  )
}
