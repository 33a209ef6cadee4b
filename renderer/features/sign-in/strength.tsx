import { useEffect, useState } from 'react'
import type { PasswordStrength } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { desk } from '../../desk'
import classes from './strength.module.css'

interface StrengthProps {
  readonly password: string
  /** Their own names make a password weaker. */
  readonly userName: string
  readonly name: string
}

/** Main's judgement of a password while it is typed; answers to an older text are dropped. */
function useStrength({ password, userName, name }: StrengthProps): PasswordStrength | null {
  const [strength, setStrength] = useState<PasswordStrength | null>(null)
  useEffect(() => {
    let current = true
    const read = async () => {
      const answer = password === '' ? null : await desk.session.passwordStrength({ password, userName, name })
      if (current) setStrength(answer?.ok ? answer.value : null)
    }
    void read()
    return () => {
      current = false
    }
  }, [password, userName, name])
  return strength
}

/** How strong the password is, told while it is typed, with what would make it stronger. Keeps its height. */
export function Strength(props: StrengthProps) {
  const strength = useStrength(props)
  return (
    <output className={classes.strength} aria-label={t('session.strength.label')}>
      <span className={classes.steps} data-score={strength?.score} aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} data-reached={strength !== null && Math.max(1, strength.score) >= step} />
        ))}
      </span>
      <span className={classes.words}>
        {strength ? (
          <>
            <strong>{t(`session.strength.score${strength.score}`)}</strong> {strength.advice.join(' ')}
          </>
        ) : (
          t('session.strength.none')
        )}
      </span>
    </output>
  )
}
