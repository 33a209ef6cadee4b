import { useId } from 'react'
import type { Person } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { Address } from '../../components/address'
import { Facts } from '../../components/facts'
import { fact } from '../card/card-data'
import frame from '../card/card-profile.module.css'

/** The person's record; what is not known is left out. */
export function PersonData({ person }: { readonly person: Person }) {
  const title = useId()
  const { givenName, familyName, employeeNumber, email, upn, organisationalUnit } = person
  const facts = [
    fact(t('persons.data.givenName'), givenName),
    fact(t('persons.data.familyName'), familyName),
    fact(t('persons.data.employeeNumber'), employeeNumber),
    email === '' ? null : { label: t('persons.data.email'), value: <Address value={email} /> },
    upn === '' ? null : { label: t('persons.data.upn'), value: <Address value={upn} /> },
    fact(t('persons.data.unit'), organisationalUnit),
  ]
  return (
    <section aria-labelledby={title}>
      <h3 id={title} className={frame.sectionTitle}>
        {t('persons.data.title')}
      </h3>
      <Facts facts={facts.filter((each) => each !== null)} />
    </section>
  )
}
