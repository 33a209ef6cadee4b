import { Progress } from '@mantine/core'

interface WorkBarProps {
  readonly className?: string | undefined
  /** What it is the progress of, for those who hear it. */
  readonly label: string
  readonly done: number
  /** 0 as long as it is not known: then it goes on for as long as it takes. */
  readonly total: number
  /** How far it is, in words; empty as long as that is not known. */
  readonly count: string
}

/** How far long work is. */
export function WorkBar({ className, label, done, total, count }: WorkBarProps) {
  return (
    <Progress.Root
      {...(className !== undefined && { className })}
      size={8}
      radius="xl"
      transitionDuration={120}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={Math.max(1, total)}
      aria-valuenow={total > 0 ? done : undefined}
      aria-valuetext={count || undefined}
    >
      {/* Its own value would be heard in hundredths. */}
      <Progress.Section withAria={false} value={total > 0 ? (100 * done) / total : 0} />
    </Progress.Root>
  )
}
