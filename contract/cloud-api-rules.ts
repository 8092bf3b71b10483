/** What can be seen of a credential before Meta is asked: the shapes in which Meta gives them. */
export const META_ID = /^\d{5,32}$/;
export const APP_SECRET = /^[\da-f]{32}$/i;
export const VERIFY_TOKEN = /^[\w.~-]{8,100}$/;
/** Characters of an access token. */
export const ACCESS_TOKEN_LENGTH = { min: 10, max: 1_000 } as const;
