import type { Addressing } from '../accounts/account.ts';
import { further, type ChatLine, type LineStatus } from './chat-line.ts';

/** A bubble with what the phone remembers about it but does not show. */
export interface KeptLine extends ChatLine {
  addressing: Addressing;
}

/** The chats of one phone: one bubble per message id, however often the message arrives. */
export class ChatBook {
  readonly #chats = new Map<string, Map<string, KeptLine>>();

  /** Adds a bubble, or says false when the chat has one with this id. */
  add(withNumber: string, line: KeptLine): boolean {
    const chat = this.#chats.get(withNumber) ?? new Map<string, KeptLine>();
    this.#chats.set(withNumber, chat);
    if (chat.has(line.id)) return false;
    chat.set(line.id, line);
    return true;
  }

  /** Moves a bubble's ticks forward; says whether they moved. */
  mark(withNumber: string, id: string, status: LineStatus): boolean {
    const line = this.#chats.get(withNumber)?.get(id);
    if (line === undefined || further(line.status, status) === line.status) return false;
    line.status = status;
    return true;
  }

  line(withNumber: string, id: string): KeptLine | undefined {
    return this.#chats.get(withNumber)?.get(id);
  }

  lines(withNumber: string): KeptLine[] {
    return [...(this.#chats.get(withNumber)?.values() ?? [])];
  }

  /** The numbers it has chats with. */
  numbers(): string[] {
    return [...this.#chats.keys()];
  }
}
