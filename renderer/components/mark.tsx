/** The product's sign: a card with its chip. */
export function Mark({ size = 20 }: { readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 20 20" aria-hidden="true">
      <rect x="1" y="3.5" width="18" height="13" rx="2.5" fill="var(--mantine-primary-color-filled)" />
      <rect x="4" y="7" width="5" height="4" rx="1" fill="#fff" opacity="0.95" />
      <rect x="4" y="13" width="9" height="1.2" rx="0.6" fill="#fff" opacity="0.65" />
      <circle cx="15" cy="8.6" r="1.6" fill="#fff" opacity="0.65" />
    </svg>
  )
}
