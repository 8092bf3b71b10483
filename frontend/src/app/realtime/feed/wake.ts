/** A moment at which whatever waits for the server may try at once. */
export interface Wake {
  /** Whether the way to the server may be another one now, so that earlier failures say nothing any more. */
  readonly fresh: boolean;
}
