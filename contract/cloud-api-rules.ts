/** What can be seen of a credential before Meta is asked: the shapes in which Meta gives them. */
export const META_ID = /^\d{5,32}$/;
export const APP_SECRET = /^[\da-f]{32}$/i;
export const VERIFY_TOKEN = /^[\w.~-]{8,100}$/;
/** Characters of an access token. */
export const ACCESS_TOKEN_LENGTH = { min: 10, max: 1_000 } as const;

/**
 * How many people may be written to first within 24 hours, by Meta's word for it (Cloud API, messaging limits); `undefined` where Meta has not said, Infinity without a
 * limit.
 */
export function peopleOf(messagingLimit: string | null): number | undefined {
  if (messagingLimit === 'TIER_UNLIMITED') return Number.POSITIVE_INFINITY;
  const [, digits, thousands] = /^TIER_(\d+)(K?)$/.exec(messagingLimit ?? '') ?? [];
  return digits === undefined ? undefined : Number(digits) * (thousands ? 1_000 : 1);
}
