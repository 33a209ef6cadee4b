import { IconAlertTriangle, IconCheck } from '@tabler/icons-react'

/** Whether a line of a list went well, or will; the words beside it say so too. */
export function ResultIcon({ ok }: { readonly ok: boolean }) {
  const Icon = ok ? IconCheck : IconAlertTriangle
  return <Icon size={14} aria-hidden="true" />
}
