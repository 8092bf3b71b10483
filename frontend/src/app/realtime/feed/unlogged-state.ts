import type { LiveState } from '#contract/events';
import type { ServerEvent } from './event-stream';

type Typing = LiveState['typing'][number];

/**
 * Turns what a poll says about things outside the log into the events push would have brought: who started and who
 * stopped typing since the last poll, who is online, the figures, and the QR codes being shown.
 */
export class UnloggedState {
  readonly #clientCode: string;
  #typing = new Map<string, Typing>();

  constructor(clientCode: string) {
    this.#clientCode = clientCode;
  }

  eventsOf(live: LiveState, at: string): ServerEvent[] {
    const envelope = { clientCode: this.#clientCode, at };
    const typing = new Map(live.typing.map((one) => [keyOf(one), one]));
    const stopped = [...this.#typing].filter(([key]) => !typing.has(key)).map(([, one]) => one);
    this.#typing = typing;
    const { presence, stats, bulk = [] } = live;
    return [
      ...stopped.map((one): ServerEvent => ({ name: 'typing:stop', data: { ...envelope, ...one } })),
      ...live.typing.map((one): ServerEvent => ({ name: 'typing:start', data: { ...envelope, ...one } })),
      ...(presence
        ? [{ name: 'presence:changed' as const, data: { ...envelope, users: presence, complete: true } }]
        : []),
      ...(stats ? [{ name: 'stats:updated' as const, data: { ...envelope, stats } }] : []),
      ...bulk.map((one): ServerEvent => ({ name: 'bulk:progress', data: { ...envelope, ...one } })),
      ...(live.qr ?? []).map((qr): ServerEvent => ({ name: 'whatsapp:qr', data: { ...envelope, ...qr } })),
    ];
  }
}

function keyOf({ contactId, conversationId, by, userId, participantId, participant }: Typing): string {
  return `${contactId}/${conversationId ?? ''}/${by}/${userId ?? ''}/${participantId ?? participant ?? ''}`;
}
