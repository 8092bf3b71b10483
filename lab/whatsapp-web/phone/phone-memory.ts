import type { Account } from '../accounts/account.ts';
import type { Group } from '../groups/group.ts';
import { SignalParty } from '../signal/signal-party.ts';
import type { SavedPhone } from '../state/saved-state.ts';
import { ChatBook } from './chat-book.ts';
import type { ChatLine } from './chat-line.ts';
import type { GroupLine, KeptGroupLine } from './group-line.ts';
import type { LinkRequest } from './link-request.ts';
import { Listeners } from '../../common/listeners.ts';

/** What of a phone comes back after a restart. */
export interface KeptParts {
  signal?: SignalParty | undefined;
  book?: ChatBook | undefined;
  groupBook?: ChatBook<KeptGroupLine> | undefined;
}

/** What a phone knows and shows, and who listens to it. Its hand and its network share it. */
export class PhoneMemory {
  readonly account: Account;
  readonly book: ChatBook;
  /** By the jids of groups. */
  readonly groupBook: ChatBook<KeptGroupLine>;
  /** Who is writing to it, as `writerIn` names them. */
  readonly typing = new Set<string>();
  /** The companion that asks for a code to be typed. */
  linkRequest: LinkRequest | undefined;
  /** How often each stanza id came in, opened or not. */
  readonly frames = new Map<string, number>();
  readonly messageListeners = new Listeners<[line: ChatLine, from: string]>();
  readonly groupMessageListeners = new Listeners<[line: GroupLine, group: Group]>();
  readonly changeListeners = new Listeners<[]>();
  readonly #save: () => void;
  #signal: SignalParty | undefined;

  /** `save` is told whenever a restart would lose something. */
  constructor(account: Account, save: () => void, { signal, book, groupBook }: KeptParts) {
    this.account = account;
    this.book = book ?? new ChatBook();
    this.groupBook = groupBook ?? new ChatBook();
    this.#save = save;
    this.#signal = signal;
  }

  /** Made at first use: hundreds of phones that nobody writes to cost nothing. */
  get signal(): SignalParty {
    return (this.#signal ??= new SignalParty());
  }

  /** Forgets the sessions with one device, or with all of them. */
  forgetSessions(address?: string): void {
    this.#signal?.forget(address);
  }

  /** Somebody has left a group: what is written there from now on uses a new key. */
  renewSenderKey(group: Group): void {
    this.#signal?.senderKeys.renew(group.jid);
  }

  /** Something changed that shows. */
  changed(): void {
    this.#save();
    this.changeListeners.call();
  }

  /** Something changed that does not show, such as the keys of a session. */
  advanced(): void {
    this.#save();
  }

  /** What a restart must not lose. */
  saved(): SavedPhone {
    const { phoneNumber, name, lidUser, lastKeyIndex, lastDeviceId, devices } = this.account;
    return {
      phoneNumber,
      name,
      lidUser,
      lastKeyIndex,
      lastDeviceId,
      devices: [...devices.values()],
      signal: this.#signal?.saved(),
      chats: this.book.saved(),
      groupChats: this.groupBook.saved(),
    };
  }
}

/** A number that is writing to a phone, or in a group. */
export function writerIn(phoneNumber: string, group?: Group): string {
  return group === undefined ? phoneNumber : `${phoneNumber} in ${group.jid}`;
}
