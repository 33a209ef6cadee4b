import { t } from '../../../shared/texts'

const onMac = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform)

/** The key that commands go with on this machine, as it is written on it. */
export const commandKey = onMac ? '⌘' : t('shell.keys.control')

/** True for a key press with the command key of this machine and nothing else. */
export function isCommand(event: Pick<KeyboardEvent, 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>): boolean {
  return (onMac ? event.metaKey : event.ctrlKey) && !event.altKey && !event.shiftKey
}
