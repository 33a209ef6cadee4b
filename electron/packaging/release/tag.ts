/** What is wrong with a tag that is to release a version: it is to be `v` and the version. `null` when it is right. */
export function complaintAbout(tag: string, version: string): string | null {
  if (tag === `v${version}`) return null
  return `The tag is "${tag}", and package.json has version ${version}: the tag is to be "v${version}".`
}
