/** A companion as its phone lists it. */
export interface LinkedDevice {
  id: number;
  /** Milliseconds. */
  linkedAt: number;
  online: boolean;
}
