import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { Component, type ReactNode } from 'react'
import { t } from '../../shared/texts'
import { EmptyState } from './empty-state'

interface ErrorBoundaryProps {
  readonly children: ReactNode
}

/** Keeps a fault in one part of the screen from taking the rest with it, and offers to draw it again. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <EmptyState
        icon={<IconAlertTriangle size={24} />}
        title={t('shell.unexpected.title')}
        text={t('shell.unexpected.text')}
      >
        <Button variant="default" onClick={() => this.setState({ broken: false })}>
          {t('shell.unexpected.again')}
        </Button>
      </EmptyState>
    )
  }
}
