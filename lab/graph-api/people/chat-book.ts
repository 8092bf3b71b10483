import { isFurther, type ChatLine, type LineStatus } from './chat-line.ts';

/** A bubble with what stands behind it but is not shown. */
export interface KeptLine extends ChatLine {
  /** The media of its file. */
  mediaId?: string;
  /** What the business gave along (`biz_opaque_callback_data`), which comes back in its statuses. */
  callbackData?: string;
  /** `service`, or the category of its template. */
  category?: string;
}

/** The chats of one person, by the id of the business number. */
export class ChatBook {
  readonly #chats = new Map<string, Map<string, KeptLine>>();

  constructor(kept: Record<string, KeptLine[]> = {}) {
    for (const [numberId, lines] of Object.entries(kept)) for (const line of lines) this.add(numberId, line);
  }

  add(numberId: string, line: KeptLine): void {
    const chat = this.#chats.get(numberId) ?? new Map<string, KeptLine>();
    this.#chats.set(numberId, chat);
    chat.set(line.id, line);
  }

  /** Moves a bubble's ticks forward; says whether they moved. */
  mark(numberId: string, id: string, status: LineStatus): boolean {
    const line = this.line(numberId, id);
    if (line === undefined || !isFurther(status, line.status)) return false;
    line.status = status;
    return true;
  }

  line(numberId: string, id: string): KeptLine | undefined {
    return this.#chats.get(numberId)?.get(id);
  }

  lines(numberId: string): KeptLine[] {
    return [...(this.#chats.get(numberId)?.values() ?? [])];
  }

  /** The ids of business numbers it has chats with. */
  chats(): string[] {
    return [...this.#chats.keys()];
  }

  kept(): Record<string, KeptLine[]> {
    return Object.fromEntries(this.chats().map((numberId) => [numberId, this.lines(numberId)]));
  }
}
