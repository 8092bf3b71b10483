import type { proto } from 'baileys';
import type { Addressing } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import type { Group } from '../groups/group.ts';
import { reactionMessage, replyMessage } from './composed.ts';
import { messageOf, type Written } from './content.ts';
import type { PhoneMemory } from './phone-memory.ts';

type KnownLine = Written & { id: string; fromMe: boolean; author?: string };

/** What a phone writes about a message that is there: each names it as WhatsApp does. Throws where it is not. */
export class Answering {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
  }

  reply(chat: string | Group, about: string, text: string, addressing?: Addressing): proto.IMessage {
    const line = this.#line(chat, about);
    return replyMessage(text, line, this.#authorOf(line, chat, addressing));
  }

  reaction(chat: string | Group, about: string, emoji: string, addressing?: Addressing): proto.IMessage {
    const line = this.#line(chat, about);
    if (typeof chat !== 'string') {
      return reactionMessage(emoji, line, { jid: chat.jid, author: this.#authorOf(line, chat, addressing) });
    }
    return reactionMessage(emoji, line, { jid: this.#exchange.directory.demand(chat).jid(0, addressing) });
  }

  /** A message of this chat as it was sent. */
  message(chat: string | Group, id: string): proto.IMessage {
    return messageOf(this.#line(chat, id));
  }

  #line(chat: string | Group, id: string): KnownLine {
    const { account, book, groupBook } = this.#memory;
    const line = typeof chat === 'string' ? book.line(chat, id) : groupBook.line(chat.jid, id);
    if (line === undefined) throw new Error(`${account.phoneNumber} has no message ${id} there`);
    return line;
  }

  #authorOf({ fromMe, author }: KnownLine, chat: string | Group, addressing?: Addressing): string {
    const { account } = this.#memory;
    const { directory } = this.#exchange;
    if (typeof chat !== 'string') return chat.address(directory.demand(author ?? account.phoneNumber));
    return (fromMe ? account : directory.demand(chat)).jid(0, addressing);
  }
}
