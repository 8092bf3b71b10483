import { Listeners } from '../../common/listeners.ts';
import { ChatBook, type KeptLine } from './chat-book.ts';
import type { ChatLine } from './chat-line.ts';

/** Somebody came by an ad: what the business sends until then is free. */
export interface EntryPoint {
  id: string;
  /** Milliseconds. */
  until: number;
}

/** What is kept of a person across restarts. */
export interface KeptPerson {
  phoneNumber: string;
  name: string;
  /** With one, businesses that do not know the number yet are not shown it. */
  username: string | undefined;
  /** The business portfolios that know the number: Meta calls it their contact book. */
  knownBy: string[];
  /** How often the number changed: the business-scoped user id changes with it. */
  changes: number;
  /** Ids of business numbers. */
  blocked: string[];
  /** Ids of business numbers whose marketing is not wanted. */
  stoppedMarketing: string[];
  /** By the id of the business number. */
  entryPoints: Record<string, EntryPoint>;
  /** By the id of the business number: when the person last wrote to it, in milliseconds. */
  lastWrote: Record<string, number>;
  /** By the id of the business number. */
  chats: Record<string, KeptLine[]>;
}

/** A person's WhatsApp, from inside. */
export class PersonState {
  phoneNumber: string;
  changes: number;
  online = true;
  readonly name: string;
  username: string | undefined;
  readonly knownBy: Set<string>;
  readonly blocked: Set<string>;
  readonly stoppedMarketing: Set<string>;
  readonly entryPoints: Map<string, EntryPoint>;
  readonly lastWrote: Map<string, number>;
  readonly book: ChatBook;
  /** By the id of the business number: until when it shows that somebody is writing. */
  readonly typingUntil = new Map<string, number>();
  readonly messageListeners = new Listeners<[line: ChatLine, from: string]>();
  readonly changeListeners = new Listeners<[]>();

  constructor(kept: Pick<KeptPerson, 'phoneNumber' | 'name'> & Partial<KeptPerson>) {
    this.phoneNumber = kept.phoneNumber;
    this.name = kept.name;
    this.username = kept.username;
    this.knownBy = new Set(kept.knownBy);
    this.changes = kept.changes ?? 0;
    this.blocked = new Set(kept.blocked);
    this.stoppedMarketing = new Set(kept.stoppedMarketing);
    this.entryPoints = new Map(Object.entries(kept.entryPoints ?? {}));
    this.lastWrote = new Map(Object.entries(kept.lastWrote ?? {}));
    this.book = new ChatBook(kept.chats);
  }

  kept(): KeptPerson {
    return {
      phoneNumber: this.phoneNumber,
      name: this.name,
      username: this.username,
      knownBy: [...this.knownBy],
      changes: this.changes,
      blocked: [...this.blocked],
      stoppedMarketing: [...this.stoppedMarketing],
      entryPoints: Object.fromEntries(this.entryPoints),
      lastWrote: Object.fromEntries(this.lastWrote),
      chats: this.book.kept(),
    };
  }
}
