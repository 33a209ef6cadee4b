import { Button, Modal } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import { Fragment } from 'react'
import { t } from '../../../shared/texts'
import { useView } from '../../state/view'
import { showAbout } from '../about/about-store'
import { commandKey } from './command-key'
import classes from './keys-overlay.module.css'

interface Line {
  readonly keys: readonly string[]
  readonly does: string
}

const groups = (tabs: number): readonly { readonly title: string; readonly lines: readonly Line[] }[] => [
  {
    title: t('shell.keys.anywhere'),
    lines: [
      { keys: [commandKey, 'K'], does: t('shell.keys.find') },
      { keys: ['/'], does: t('shell.keys.searchText') },
      ...(tabs > 0
        ? [{ keys: [t('shell.keys.alt'), tabs === 1 ? '1' : `1…${tabs}`], does: t('shell.keys.tabs') }]
        : []),
      { keys: [t('shell.keys.scanKey')], does: t('shell.keys.scan') },
      { keys: ['?'], does: t('shell.keys.help') },
    ],
  },
  {
    title: t('shell.keys.lists'),
    lines: [
      { keys: ['↑', '↓'], does: t('shell.keys.walk') },
      { keys: [t('shell.keys.home'), t('shell.keys.end')], does: t('shell.keys.ends') },
      { keys: [t('shell.keys.pageUp'), t('shell.keys.pageDown')], does: t('shell.keys.pages') },
      { keys: [t('shell.keys.enter')], does: t('shell.keys.open') },
      { keys: [t('shell.keys.space')], does: t('shell.keys.tick') },
      { keys: [t('shell.keys.control'), 'A'], does: t('shell.keys.tickAll') },
    ],
  },
  {
    title: t('shell.keys.wizards'),
    lines: [
      { keys: [t('shell.keys.enter')], does: t('shell.keys.next') },
      { keys: [t('shell.keys.control'), t('shell.keys.enter')], does: t('shell.keys.nextFromText') },
      { keys: [t('shell.keys.escape')], does: t('shell.keys.cancel') },
    ],
  },
]

function toAbout(): void {
  useView.getState().showDialog(null)
  showAbout()
}

/** The keys that work here, shown by `?`. */
export function KeysOverlay({ tabs }: { readonly tabs: number }) {
  const shown = useView((view) => view.dialog === 'keys')
  return (
    <Modal opened={shown} onClose={() => useView.getState().showDialog(null)} title={t('shell.keys.title')} size={480}>
      {groups(tabs).map(({ title, lines }) => (
        <section key={title} className={classes.group} aria-label={title}>
          <h3 className={classes.title}>{title}</h3>
          <dl className={classes.lines}>
            {lines.map(({ keys, does }) => (
              <Fragment key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </Fragment>
            ))}
          </dl>
        </section>
      ))}
      <Button variant="default" mt="lg" leftSection={<IconInfoCircle size={16} aria-hidden="true" />} onClick={toAbout}>
        {t('about.open')}
      </Button>
    </Modal>
  )
}
