import { isJidGroup, type BaileysEventMap, type WASocket } from 'baileys';
import type { WhatsAppAddress } from '../../conversations/index.ts';
import { addressOf, jidOf } from './message-content.ts';

/** How long this device says that it is there after somebody has opened a conversation. */
const PRESENT_MS = 300_000;

/** `participant` is who it is in a group. */
export type TypingHeard = (address: WhatsAppAddress, typing: boolean, participant: WhatsAppAddress | undefined) => void;

/** Who writes to whom on one connection, both ways. */
export class LinePresence {
  readonly #socket: WASocket;
  #absence: NodeJS.Timeout | undefined;

  constructor(socket: WASocket) {
    this.#socket = socket;
  }

  /** Shows the contact that somebody writes, or no longer. */
  async showTyping(address: WhatsAppAddress, typing: boolean): Promise<void> {
    await this.#socket.sendPresenceUpdate(typing ? 'composing' : 'paused', jidOf(address));
  }

  /**
   * Asks WhatsApp to tell when this contact writes. It tells only devices that say they are there, and as long as one does
   * the person's phone keeps quiet: so this device says it for a while only.
   */
  async watch(address: WhatsAppAddress): Promise<void> {
    await this.#socket.presenceSubscribe(jidOf(address));
    clearTimeout(this.#absence);
    await this.#socket.sendPresenceUpdate('available');
    this.#absence = setTimeout(() => {
      this.#socket.sendPresenceUpdate('unavailable').catch(() => undefined);
    }, PRESENT_MS);
    this.#absence.unref();
  }

  /** For the end of the connection. */
  stop(): void {
    clearTimeout(this.#absence);
  }
}

/** Hands on who writes, of what WhatsApp tells about presence. */
export function hearTyping({ id, presences }: BaileysEventMap['presence.update'], heard: TypingHeard): void {
  for (const [who, { lastKnownPresence }] of Object.entries(presences)) {
    const typing = lastKnownPresence === 'composing' || lastKnownPresence === 'recording';
    heard(addressOf(id), typing, isJidGroup(id) ? addressOf(who) : undefined);
  }
}
