import { ACCESS_TOKEN_LENGTH, APP_SECRET, META_ID, VERIFY_TOKEN } from '#contract/cloud-api-rules';
import type { CloudApiCredentials } from '#contract/cloud-api';

/** In the order in which they are found at Meta. */
export const credentialFields = [
  'phoneNumberId',
  'businessAccountId',
  'accessToken',
  'appSecret',
  'verifyToken',
] as const;
export type CredentialField = (typeof credentialFields)[number];
export type TypedCredentials = Readonly<Record<CredentialField, string>>;

export const noCredentials: TypedCredentials = {
  phoneNumberId: '',
  businessAccountId: '',
  accessToken: '',
  appSecret: '',
  verifyToken: '',
};

const fits: Readonly<Record<CredentialField, (typed: string) => boolean>> = {
  phoneNumberId: (typed) => META_ID.test(typed),
  businessAccountId: (typed) => META_ID.test(typed),
  accessToken: ({ length }) => length >= ACCESS_TOKEN_LENGTH.min && length <= ACCESS_TOKEN_LENGTH.max,
  appSecret: (typed) => APP_SECRET.test(typed),
  verifyToken: (typed) => VERIFY_TOKEN.test(typed),
};

/** What is wrong with what was typed, as a key of this screen's texts; null where nothing is. */
export function credentialProblemOf(field: CredentialField, typed: string, isNeeded: boolean): string | null {
  const value = typed.trim();
  if (value === '') return isNeeded ? 'cloud.missing' : null;
  return fits[field](value) ? null : shapeOf(field);
}

/** In which shape Meta gives it, as a key of this screen's texts. */
export function shapeOf(field: CredentialField): string {
  return `cloud.field.${field}.shape`;
}

/** What was filled in; the rest stays as it is. */
export function filledIn(typed: TypedCredentials): Partial<CloudApiCredentials> {
  const entries = credentialFields.map((field) => [field, typed[field].trim()] as const);
  return Object.fromEntries(entries.filter(([, value]) => value !== ''));
}
