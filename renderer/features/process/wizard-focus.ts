const field = ':is(input, textarea):not([type="hidden"], :disabled)'

/** Where the keyboard starts on a wizard's page: the first field at fault, the first field, what it shows, or its last button. */
export function startOf(wizard: HTMLElement, faulty: boolean): HTMLElement | null {
  if (faulty) return wizard.querySelector<HTMLElement>(`${field}[aria-invalid="true"]`)
  return (
    wizard.querySelector<HTMLElement>(`[data-fields] ${field}`) ??
    wizard.querySelector<HTMLElement>('[data-start]') ??
    wizard.querySelector<HTMLElement>('footer [type="submit"]')
  )
}

/** Puts the focus into the open wizard, for what covered it and is gone now; does nothing where none is open. */
export function focusWizard(): void {
  const wizard = document.querySelector<HTMLElement>('[data-wizard]')
  if (wizard) startOf(wizard, false)?.focus()
}
