/** What a trial of the installers is given. */
export interface Place {
  /** Where the installers and the unpacked programs are. */
  readonly installers: string
  /** Where screenshots and reports go. */
  readonly out: string
  /** A folder of its own, thrown away when the trials are over. */
  readonly own: string
}

/** Something that is tried with what was packaged. */
export interface Trial {
  readonly name: string
  /** It installs something on this machine or leaves a desk in the home of this user. */
  readonly changesMachine: boolean
  /** @throws {Error} that says what did not hold. */
  run(place: Place): Promise<void>
}
