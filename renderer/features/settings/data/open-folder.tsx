import { Button } from '@mantine/core'
import { IconFolderOpen } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
import type { RequestOf } from '../../../../shared/contract'
import type { DeskError } from '../../../../shared/errors'
import { t } from '../../../../shared/texts'
import { ErrorNotice } from '../../../components/error-notice'
import { desk } from '../../../desk'
import classes from './data.module.css'
import { useData } from './data-store'

interface OpenFolderProps {
  readonly which: RequestOf<'data.openFolder'>['which']
  /** Which folder it is, for who does not see what the button stands beside. */
  readonly label: string
  /** What the button stands beside. */
  readonly children?: ReactNode
}

/** Shows a folder of the desk in the system's own window for files; no button where there is no desktop for it. */
export function OpenFolder({ which, label, children }: OpenFolderProps) {
  const desktop = useData((state) => state.status?.desktop ?? false)
  const [error, setError] = useState<DeskError | null>(null)
  const open = async () => {
    setError(null)
    const answer = await desk.data.openFolder({ which })
    if (!answer.ok) setError(answer.error)
  }
  return (
    <>
      <span className={classes.withButton}>
        {/* One part of the row, whatever it is made of. */}
        {children === undefined ? null : <span>{children}</span>}
        {desktop ? (
          <Button
            variant="default"
            size="compact-sm"
            leftSection={<IconFolderOpen size={14} aria-hidden="true" />}
            aria-label={label}
            onClick={() => void open()}
          >
            {t('dataPage.there.open')}
          </Button>
        ) : null}
      </span>
      <ErrorNotice error={error} />
    </>
  )
}
