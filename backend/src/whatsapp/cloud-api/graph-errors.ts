import type { MessageError } from '#contract/messages';
import type { SessionReason } from '#contract/whatsapp-sessions';

/** Meta was not reached: whatever was to be done has certainly not been. */
export class NeverSentError extends Error {
  constructor(cause: unknown) {
    super('Meta could not be reached.', { cause });
  }
}

/** It was sent, and no answer came: nobody knows whether it was done. */
export class NoAnswerError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
  }
}

/** What Meta has refused, and why. */
export class GraphError extends Error {
  /** Of HTTP. */
  readonly status: number;
  readonly code: number;
  readonly subcode: number | undefined;
  readonly title: string;
  readonly detail: string | undefined;

  constructor(told: { status: number; code: number; subcode?: number; title: string; detail?: string }) {
    super(`Meta refused (${String(told.code)}): ${told.title}`);
    this.status = told.status;
    this.code = told.code;
    this.subcode = told.subcode;
    this.title = told.title;
    this.detail = told.detail;
  }
}

/**
 * What a refusal is about: a `limit` of the number, of the pair of numbers or of the account, which passes; Meta itself not
 * being there; the `line`, which somebody has to mend; or this one `request`.
 */
export type Refusal =
  { about: 'number' | 'pair' | 'account' | 'meta' | 'request' } | { about: 'line'; reason: SessionReason };

/** By Meta's codes (Cloud API, error codes), which it asks to go by rather than by titles or HTTP's. */
export function meaningOf({ code, subcode, title }: GraphError): Refusal {
  switch (code) {
    case 130429:
      return { about: 'number' };
    case 131056:
      return { about: 'pair' };
    case 4:
    case 80007:
    case 613:
      return { about: 'account' };
    case 2:
    case 131016:
    case 133004:
      return { about: 'meta' };
    case 190:
      // Later versions leave the subcode out; what to do is the same, so a title may tell which words to use.
      return { about: 'line', reason: subcode === 463 || /expired/i.test(title) ? 'token_expired' : 'token_invalid' };
    case 0:
      return { about: 'line', reason: 'token_invalid' };
    case 3:
    case 10:
      return { about: 'line', reason: 'permission_missing' };
    case 368:
    case 131031:
      return { about: 'line', reason: 'account_restricted' };
    case 133010:
      return { about: 'line', reason: 'number_not_registered' };
    case 33:
      return { about: 'line', reason: 'number_unknown' };
    default:
      return code >= 200 && code < 300 ? { about: 'line', reason: 'permission_missing' } : { about: 'request' };
  }
}

/** Our words for what Meta says of one message; others are told by their number. */
const words: Readonly<Record<number, string>> = {
  131026: 'undeliverable',
  131042: 'payment_missing',
  131047: 'window_closed',
  131048: 'spam_limit',
  131049: 'marketing_limited',
  130472: 'marketing_limited',
  131050: 'marketing_declined',
  131051: 'kind_unsupported',
  131052: 'file_refused',
  131053: 'file_refused',
  132000: 'template_unfit',
  132001: 'template_gone',
  132005: 'template_unfit',
  132007: 'template_refused',
  132012: 'template_unfit',
  132015: 'template_paused',
  132016: 'template_paused',
  130497: 'country_restricted',
};

/** Why a message did not go out, as it is kept with it. */
export function toMessageError({ code, title, detail }: Pick<GraphError, 'code' | 'title' | 'detail'>): MessageError {
  return { code: words[code] ?? `meta_${String(code)}`, title, ...(detail !== undefined && { detail }) };
}
