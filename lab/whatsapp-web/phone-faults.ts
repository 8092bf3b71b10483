/** What can be made to go wrong with the companions of one phone alone. */
export class PhoneFaults {
  /** The reason with which their log-ins are refused; see `Faults.refuseLogin`. */
  refuseLogin: number | undefined;
  #silent = false;
  readonly #silenceChanged: () => void;

  constructor(silenceChanged: () => void) {
    this.#silenceChanged = silenceChanged;
  }

  /** Whether the server neither hears nor answers them; see `Faults.silent`. */
  get silent(): boolean {
    return this.#silent;
  }

  set silent(silent: boolean) {
    this.#silent = silent;
    this.#silenceChanged();
  }
}
