import { IconEye } from '@tabler/icons-react'
import { useEffect } from 'react'
import type { Settings } from '../../../shared/model'
import { t } from '../../../shared/texts'
import { ErrorNotice } from '../../components/error-notice'
import { Loading } from '../../components/loading'
import { useDeskChange, useHasRole } from '../../state/mirror'
import { AccountsPage } from './accounts/accounts-page'
import { BureauPage } from './bureau/bureau-page'
import { CardTypePage } from './card-type-page'
import { CardsPage } from './cards-page'
import { DataPage } from './data/data-page'
import { DeskPage } from './desk-page'
import { HistoryPage } from './history-page'
import { HomePage } from './home-page'
import { OptionsPage } from './options-page'
import { type Place, usePlace } from './place'
import { ProcessRolesPage } from './process-roles-page'
import classes from './settings.module.css'
import { useSettings } from './settings-store'
import { Trail } from './trail'

function Page({ place, settings }: { readonly place: Place; readonly settings: Settings }) {
  switch (place.page) {
    case 'home':
      return <HomePage />
    case 'cards':
      return <CardsPage settings={settings} />
    case 'card-type':
      return <CardTypePage settings={settings} cardType={place.cardType} tab={place.tab} />
    case 'options':
      return <OptionsPage settings={settings} />
    case 'bureau':
      return <BureauPage settings={settings} />
    case 'roles':
      return <ProcessRolesPage settings={settings} />
    case 'desk':
      return <DeskPage settings={settings} />
    case 'accounts':
      return <AccountsPage />
    case 'data':
      return <DataPage settings={settings} />
    case 'history':
      return <HistoryPage />
  }
}

/** What administrators set, and auditors look at. */
export function SettingsTab() {
  const { settings, error, read } = useSettings()
  const place = usePlace((state) => state.place)
  const mayChange = useHasRole('administrator')
  useEffect(() => void read(), [read])
  useDeskChange((change) => {
    if (change.settings) void read()
  })
  return (
    <div className={classes.root}>
      <div className={classes.head}>
        <Trail />
        {mayChange ? null : (
          <p className={classes.readOnly}>
            <IconEye size={14} aria-hidden="true" />
            {t('settings.readOnly')}
          </p>
        )}
      </div>
      <div className={classes.page}>
        {settings ? <Page place={place} settings={settings} /> : error ? null : <Loading />}
        <ErrorNotice error={settings ? null : error} onRetry={read} />
      </div>
    </div>
  )
}
