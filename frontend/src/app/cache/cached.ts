/** What a read gives. */
export interface Cached<Value> {
  readonly value: Value;
  /** Whether it was held from before, so that a newer one is on its way. */
  readonly stale: boolean;
}

/** How long an answer is held, and what ends that. */
export interface CacheRules {
  /** How long it counts as fresh, in milliseconds from the moment it was asked for; with 0 every read renews it. */
  readonly ttl: number;
  /** How much longer it is still shown while a newer one is fetched, in milliseconds; an hour when not given. */
  readonly staleFor?: number;
  /** Names under which it is invalidated together with others. */
  readonly tags?: readonly string[];
  /** Goes on trying when nothing is held, instead of failing: so that what is missing comes without a person's doing. */
  readonly insists?: boolean;
  /** Told of each try that failed, also of those that are followed by another one. */
  readonly failed?: (error: unknown) => void;
}
