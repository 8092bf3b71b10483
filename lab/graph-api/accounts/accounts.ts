/** Where an app's webhooks go. */
export interface Callback {
  url: string;
  verifyToken: string;
}

/** An app at Meta: it has a secret, and webhooks of the accounts it is subscribed to. */
export interface App {
  id: string;
  name: string;
  secret: string;
  verifyToken: string;
  /** As set in its dashboard. */
  callbackUrl: string | undefined;
}

export interface AccessToken {
  token: string;
  appId: string;
  /** The WhatsApp Business accounts it may see. */
  wabaIds: string[];
  scopes: string[];
  issuedAt: number;
  /** Milliseconds; without it the token does not expire. */
  expiresAt: number | undefined;
  isRevoked: boolean;
}

/** A WhatsApp Business account (WABA). */
export interface BusinessAccount {
  id: string;
  name: string;
  /** The business portfolio: business-scoped user ids are scoped to it. */
  businessId: string;
  /** By the app's id; an override goes before the callback of the app. */
  subscribedApps: Map<string, Callback | undefined>;
}

export const MESSAGING = 'whatsapp_business_messaging';
export const MANAGEMENT = 'whatsapp_business_management';
