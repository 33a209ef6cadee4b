import { ActionIcon, Button } from '@mantine/core'
import { IconArrowLeft, IconX } from '@tabler/icons-react'
import type { Card } from '../../../shared/model'
import { stateMeaning, t } from '../../../shared/texts'
import { StateBadge } from '../../components/state-badge'
import { useView } from '../../state/view'
import classes from './card-profile.module.css'

interface ProfileHeaderProps {
  readonly card: Card
  readonly onBack: (() => void) | null
}

/** Which card this is and where it stands. */
export function ProfileHeader({ card, onBack }: ProfileHeaderProps) {
  return (
    <header className={classes.header}>
      {onBack ? <BackButton onBack={onBack} /> : null}
      <div className={classes.heading}>
        <h2 data-copyable>{card.id}</h2>
        <StateBadge cardType={card.cardType} state={card.state} />
        <span className={classes.type}>{t(`lifecycle.cardTypes.${card.cardType}.one`)}</span>
        {onBack ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            className={classes.close}
            aria-label={t('card.close')}
            title={t('card.close')}
            onClick={() => useView.getState().selectCard(null)}
          >
            <IconX size={16} />
          </ActionIcon>
        )}
      </div>
      <p className={classes.meaning}>{stateMeaning(card.cardType, card.state)}</p>
    </header>
  )
}

/** Back to the list, where the profile covers it. */
export function BackButton({ onBack }: { readonly onBack: () => void }) {
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      className={classes.back}
      leftSection={<IconArrowLeft size={16} aria-hidden="true" />}
      onClick={onBack}
    >
      {t('card.back')}
    </Button>
  )
}
