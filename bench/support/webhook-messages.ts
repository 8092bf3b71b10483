/** What the servers of `webhook.ts` say when they listen. */
export interface WebhookServerAnswer {
  ready: number;
}

/** Everything that is posted is signed with it. */
export const APP_SECRET = '0123456789abcdef0123456789abcdef';
export const SESSION_ID = 'bench';
export const PHONE_NUMBER_ID = '100200300';
