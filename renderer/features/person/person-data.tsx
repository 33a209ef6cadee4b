import { useId } from 'react'
import type { Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Facts } from '../../components/facts'
import frame from '../card/card-profile.module.css'

const fields = ['givenName', 'familyName', 'employeeNumber', 'email', 'upn', 'organisationalUnit'] as const

/** The person's record; what is not known is left out. */
export function PersonData({ person }: { readonly person: Person }) {
  const title = useId()
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className={frame.sectionTitle}>
        {t('persons.data.title')}
      </h3>
      <Facts
        facts={fields
          .filter((name) => person[name] !== '')
          .map((name) => ({ label: t(`persons.data.${name}`), value: person[name] }))}
      />
    </section>
  )
}
