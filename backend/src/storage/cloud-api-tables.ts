/** What lines over Meta's Cloud API need beside what every line has. As in `tables.ts`: times are text, JSON is text. */
export interface CloudApiTables {
  cloudApiLines: CloudApiLinesTable;
  cloudApiFiles: CloudApiFilesTable;
  cloudApiNotices: CloudApiNoticesTable;
  messageTemplates: MessageTemplatesTable;
  businessUsers: BusinessUsersTable;
}

/** What else is known of a session over Meta's Cloud API. Its token and secret are in `whatsappKeys`, encrypted. */
export interface CloudApiLinesTable {
  sessionId: string;
  phoneNumberId: string;
  businessAccountId: string;
  verifyToken: string;
  verifiedName: string | null;
  quality: 'green' | 'yellow' | 'red' | 'unknown';
  /** Messages a second. */
  throughput: number;
  messagingLimit: string | null;
  tokenExpiresAt: string | null;
  webhookVerifiedAt: string | null;
  lastWebhookAt: string | null;
  templatesSyncedAt: string | null;
}

/** A file that lies at Meta already, so that it need not be uploaded for each message. */
export interface CloudApiFilesTable {
  sessionId: string;
  /** Hexadecimal. */
  sha256: string;
  mimeType: string;
  metaId: string;
  expiresAt: string;
}

/** What Meta has told of an account that the product makes nothing of, as it came. */
export interface CloudApiNoticesTable {
  id: string;
  sessionId: string;
  at: string;
  /** Meta's name for the kind of news, such as `account_update`. */
  field: string;
  /** JSON. */
  value: string;
}

/** A message that Meta has approved, or is to; each line has those of its business account. */
export interface MessageTemplatesTable {
  id: string;
  clientCode: string;
  sessionId: string;
  metaId: string;
  name: string;
  language: string;
  category: string;
  status: string;
  /** Meta's own JSON. */
  components: string;
}

/** Whom Meta means by a business-scoped user id: somebody who has a user name may not show their number. */
export interface BusinessUsersTable {
  clientCode: string;
  /** Ids are those of one business of Meta's: what one line learns is nothing to another. */
  sessionId: string;
  userId: string;
  contactId: string;
}
