/** An e-mail address or UPN that, where it is too long for its line, breaks after the `@`. */
export function Address({ value }: { readonly value: string }) {
  const at = value.indexOf('@') + 1
  return (
    <>
      {value.slice(0, at)}
      <wbr />
      {value.slice(at)}
    </>
  )
}
