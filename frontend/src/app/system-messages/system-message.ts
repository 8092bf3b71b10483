import type { FrontendEventData } from '../realtime';

export type SystemMessage = FrontendEventData<'system_message'>;

/** What the app has words for; what a newer server sends besides is told in a general sentence. */
const knownCodes = [
  'line_down',
  'line_stopped',
  'line_unlinked',
  'line_back',
  'line_silent',
  'line_quality',
  'line_token',
  'campaign_completed',
  'campaign_failed_some',
  'campaign_stopped',
  'merge_given_up',
];

/** A message older than this, in milliseconds, is history: it came by catching up, and the screens show what is so now. */
const NEWS_FOR = 600_000;

export function isNews({ at }: Pick<SystemMessage, 'at'>, now: number): boolean {
  return now - Date.parse(at) < NEWS_FOR;
}

/** One notice: of one message, or of several that say the same of different lines. */
export interface SystemNotice {
  readonly level: SystemMessage['level'];
  readonly key: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Of each line, campaign and contact only the last thing counts, and those with the same trouble are one notice. Oldest first. */
export function noticesOf(messages: readonly SystemMessage[]): SystemNotice[] {
  const lastOfEach = new Map<string, SystemMessage>();
  for (const message of messages) {
    const { sessionId, campaignId, contactId } = message.params;
    const subject = sessionId ?? campaignId ?? contactId ?? message.code;
    lastOfEach.delete(subject);
    lastOfEach.set(subject, message);
  }
  const last = [...lastOfEach.values()];
  return [...new Set(last.map(({ code }) => code))].flatMap((code) => {
    const [first, ...others] = last.filter((message) => message.code === code);
    return first ? [noticeOf(first, others.length + 1)] : [];
  });
}

function noticeOf({ level, code, params }: SystemMessage, count: number): SystemNotice {
  if (!knownCodes.includes(code)) return { level, key: 'systemMessages.unknown', params: {} };
  if (count > 1) return { level, key: `systemMessages.several.${code}`, params: { count } };
  return { level, key: `systemMessages.${code}`, params };
}
