import { TextInput } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { Settings } from '../../../../shared/model'
import { t } from '../../../../shared/texts'
import classes from './bureau.module.css'
import { type BureauDraft, originOf, limits } from './bureau-draft'
import type { FaultyField, Faults } from './refused'
import { SecretLine } from './secret-line'

type Rest = BureauDraft['rest']

interface ServiceFieldsProps {
  readonly saved: Settings['bureau']
  readonly rest: Rest
  readonly faults: Faults
  readonly onChange: (rest: Rest) => void
}

/** The bureau's web service: where it is, who this desk is to it, and whether its secret is set. */
export function ServiceFields({ saved, rest, faults, onChange }: ServiceFieldsProps) {
  const field = (name: keyof Rest, maxLength: number) => ({
    label: t(`bureauSettings.rest.${name}`),
    value: rest[name],
    maxLength,
    autoComplete: 'off',
    autoCapitalize: 'off',
    spellCheck: false,
    errorProps: { className: classes.fault },
    error: faults.fields[`rest.${name}` satisfies FaultyField],
    onChange: (event: { readonly currentTarget: HTMLInputElement }) =>
      onChange({ ...rest, [name]: event.currentTarget.value }),
  })
  const origin = originOf(saved.values.rest.address)
  const stays = origin !== null && origin === originOf(rest.address)
  const willForget = saved.values.rest.secret !== null && origin !== null && !stays
  return (
    <>
      <div className={classes.labelledField}>
        <TextInput
          {...field('address', limits.address)}
          inputMode="url"
          description={t('bureauSettings.rest.addressHint')}
          descriptionProps={{ className: classes.hint }}
        />
        <div role="status">
          {willForget ? (
            <p className={classes.warning}>
              <IconInfoCircle size={16} aria-hidden="true" />
              <span>{t('bureauSettings.rest.willForget', { origin })}</span>
            </p>
          ) : null}
        </div>
      </div>
      <div className={classes.two}>
        <TextInput {...field('organisation', limits.name)} />
        <TextInput {...field('clientId', limits.name)} />
      </div>
      <SecretLine saved={saved} origin={stays ? origin : null} />
    </>
  )
}
