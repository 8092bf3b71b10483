/** A companion that shows a code, and asks the phone's owner to type it. */
export interface LinkRequest {
  /** What it says it is, such as `Chrome (Mac OS)`. */
  device: string;
  /** Milliseconds. */
  expiresAt: number;
}
