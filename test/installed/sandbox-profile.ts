/**
 * The text of an AppArmor profile that lets programs make user namespaces, which Chromium's sandbox needs, and nothing
 * else that they could not do without it.
 * https://chromium.googlesource.com/chromium/src/+/main/docs/security/apparmor-userns-restrictions.md
 * @param programs absolute paths
 * @throws {Error} when a path cannot be written in a profile.
 */
export function profileFor(programs: readonly string[]): string {
  const odd = programs.find((path) => !path.startsWith('/') || /["\\\n*?[\]{}^@]/.test(path))
  if (odd !== undefined) throw new Error(`AppArmor would read ${odd} as a pattern.`)
  const profiles = programs.map(
    (path, index) => `profile card-desk-tests-${index + 1} "${path}" flags=(unconfined) {\n  userns,\n}\n`,
  )
  return ['abi <abi/4.0>,\ninclude <tunables/global>\n', ...profiles].join('\n')
}
