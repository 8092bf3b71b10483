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
  /** Goes on trying when nothing is held, instead of failing: for what no one waits for. */
  readonly insists?: boolean;
}
