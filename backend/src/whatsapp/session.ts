import type { SessionQr } from '#contract/whatsapp-sessions';
import type { NumberAnswer, WhatsAppAddress } from '../conversations/index.ts';
import type { SessionRow } from './session-store.ts';

/**
 * What a look at a session has found: nothing to look after (`resting`), a connection that answers (`healthy`), a try that is
 * under way or has its time (`waiting`), or one that had to be connected again.
 */
export type Condition = 'resting' | 'healthy' | 'waiting' | 'reconnected';

/** Whom something is shown to: a contact, in their conversation on this session. */
export interface Addressee {
  conversationId: string;
  address: WhatsAppAddress;
}

/** Somebody in a group, as WhatsApp tells of them. */
export interface MemberAddress {
  address: WhatsAppAddress;
  /** May change the group. */
  isAdmin: boolean;
  /** The line itself. */
  isMe: boolean;
}

/** One number of a client, whichever way it reaches WhatsApp: what the product asks of every session. */
export interface Session {
  readonly row: SessionRow;
  /** What to show to a person whose phone is to be linked; undefined unless one is. */
  readonly qr: SessionQr | undefined;
  /** Says what is so after a start of the process, before anything is tried. */
  settle(): Promise<void>;
  /** Connects a linked session after a start of the process; resolves with the first outcome, at the latest after a while. */
  restore(): Promise<void>;
  /** Links, or connects a linked one again; with a `phoneNumber` the person types a pairing code instead of scanning. */
  connect(phoneNumber?: string): Promise<void>;
  /** Connects what dropped and has no try before it, and finds out whether what looks alive is. */
  check(): Promise<Condition>;
  /** Gives the line another name on every screen. */
  rename(name: string): Promise<void>;
  /** Gives up linking; changes nothing where nothing is being linked. */
  cancelLink(): Promise<void>;
  /** Ends the link, forgets the credentials, and gives up on what has not been sent. */
  logout(): Promise<void>;
  /** Unlinks and takes the line off every screen, for good. */
  remove(): Promise<void>;
  /** Lets go without unlinking, for the end of the process. */
  close(): Promise<void>;
  /** Something was accepted to be sent. */
  wake(): void;
  /** Somebody of the team has read something on this line. */
  tellRead(): void;
  /** Who has one of these numbers on WhatsApp. Rejects with `too-many-requests`, unless the asking is paced already. */
  findNumber(phoneNumbers: readonly string[], isPaced?: boolean): Promise<NumberAnswer>;
  /** A person of the team writes to this contact, or no longer. Rejects where WhatsApp could not be told. */
  showTyping(addressee: Addressee, typing: boolean): Promise<void>;
  /** Somebody looks at this contact: WhatsApp is asked to tell when the contact writes. */
  watch(addressee: Addressee): Promise<void>;
  /** Who is in a group; undefined while nobody can be asked. Rejects where WhatsApp does not say. */
  groupMembers(groupId: string): Promise<MemberAddress[] | undefined>;
}
