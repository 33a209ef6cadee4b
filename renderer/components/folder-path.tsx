import { Fragment } from 'react'

/** A path of a folder that, where it is too long for its line, breaks after a separator. */
export function FolderPath({ value }: { readonly value: string }) {
  // Keeps each separator at the end of its part.
  const parts = value.split(/(?<=[/\\])/)
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts have no state, and nothing else tells equal ones apart
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ))
}
