import type { Addressing } from '../accounts/account.ts';
import { further, type ChatLine, type LineStatus } from './chat-line.ts';
import type { Written } from './content.ts';

/** A bubble with what the phone remembers about it but does not show. */
export interface KeptLine extends ChatLine, Written {
  addressing: Addressing;
}

/** The chats of one phone, with people or in groups: one bubble per message id, however often the message arrives. */
export class ChatBook<Line extends ChatLine = KeptLine> {
  readonly #chats = new Map<string, Map<string, Line>>();

  constructor(saved: Record<string, Line[]> = {}) {
    for (const [chatWith, lines] of Object.entries(saved)) for (const line of lines) this.add(chatWith, line);
  }

  /** Adds a bubble, or says false when the chat has one with this id. */
  add(chatWith: string, line: Line): boolean {
    const chat = this.#chats.get(chatWith) ?? new Map<string, Line>();
    this.#chats.set(chatWith, chat);
    if (chat.has(line.id)) return false;
    chat.set(line.id, line);
    return true;
  }

  /** Moves a bubble's ticks forward; says whether they moved. */
  mark(chatWith: string, id: string, status: LineStatus): boolean {
    const line = this.#chats.get(chatWith)?.get(id);
    if (line === undefined || further(line.status, status) === line.status) return false;
    line.status = status;
    return true;
  }

  line(chatWith: string, id: string): Line | undefined {
    return this.#chats.get(chatWith)?.get(id);
  }

  lines(chatWith: string): Line[] {
    return [...(this.#chats.get(chatWith)?.values() ?? [])];
  }

  /** The numbers, or the jids of groups, it has chats with. */
  chats(): string[] {
    return [...this.#chats.keys()];
  }

  /** Every line of every chat. */
  saved(): Record<string, Line[]> {
    return Object.fromEntries(this.chats().map((chatWith) => [chatWith, this.lines(chatWith)]));
  }
}
