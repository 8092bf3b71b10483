import { toApiError } from '../../api';
import { sortError } from '../../errors';

/** Why a conversation could not be begun: a text with what it names, and whether it is about the number. */
export interface Refusal {
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
  readonly isAboutNumber: boolean;
}

const own: Record<string, string> = {
  'not-on-whatsapp': 'notOnWhatsApp',
  'line-not-connected': 'lineNotConnected',
  'not-found': 'lineGone',
};

export function refusalOf(error: unknown, names: { number: string; line: string }): Refusal {
  const { type, retryAfterSeconds } = toApiError(error);
  const wait = type === 'too-many-requests' && retryAfterSeconds !== null;
  const word = wait ? 'tooMany' : own[type];
  return {
    key: word ? `newConversation.${word}` : sortError(error).message,
    params: { ...names, minutes: Math.ceil((retryAfterSeconds ?? 0) / 60) },
    isAboutNumber: type === 'not-on-whatsapp',
  };
}
