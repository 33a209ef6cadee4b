import { formatExactly, formatMoment } from '../format'

/** When something happened, as people say it; the exact time on hover. */
export function Moment({ at }: { readonly at: string }) {
  return (
    <time dateTime={at} title={formatExactly(at)}>
      {formatMoment(at)}
    </time>
  )
}
