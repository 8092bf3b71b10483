import type { Account, Addressing } from '../accounts/account.ts';

/** A phone, or whatever else has a number. */
export interface Numbered {
  readonly phoneNumber: string;
}

/** What happened to a group, and through whom. */
export type GroupChange = { by: Account } & (
  { what: 'create' | 'subject' } | { what: 'add' | 'remove'; whom: Account }
);

/** What of a group comes back after a restart; people by their phone numbers, times in milliseconds. */
export interface SavedGroup {
  jid: string;
  addressing: Addressing;
  creator: string;
  createdAt: number;
  subject: string;
  subjectSetBy: string;
  subjectSetAt: number;
  members: string[];
}

export interface GroupSurroundings {
  /** Throws when nobody has this number. */
  account(phoneNumber: string): Account;
  changed(group: Group, change: GroupChange): void;
}

/** A group, as the server knows it and as the lab's users hold it. */
export class Group {
  readonly jid: string;
  /** How its members are written: by LID, WhatsApp's present way, or by phone number, as in old groups. */
  readonly addressing: Addressing;
  readonly creator: Account;
  /** Milliseconds. */
  readonly createdAt: number;
  readonly #surroundings: GroupSurroundings;
  #subject: string;
  #subjectSetBy: Account;
  #subjectSetAt: number;
  #members: Account[];

  constructor(saved: SavedGroup, surroundings: GroupSurroundings) {
    this.jid = saved.jid;
    this.addressing = saved.addressing;
    this.creator = surroundings.account(saved.creator);
    this.createdAt = saved.createdAt;
    this.#surroundings = surroundings;
    this.#subject = saved.subject;
    this.#subjectSetBy = surroundings.account(saved.subjectSetBy);
    this.#subjectSetAt = saved.subjectSetAt;
    this.#members = saved.members.map((number) => surroundings.account(number));
  }

  get subject(): string {
    return this.#subject;
  }

  get subjectSetBy(): Account {
    return this.#subjectSetBy;
  }

  /** Milliseconds. */
  get subjectSetAt(): number {
    return this.#subjectSetAt;
  }

  get members(): readonly Account[] {
    return this.#members;
  }

  /** The one who created it, then whoever has been in it longest. */
  get admin(): Account | undefined {
    return this.#members[0];
  }

  /** The phone numbers of who is in it, the admin's first. */
  participants(): string[] {
    return this.#members.map(({ phoneNumber }) => phoneNumber);
  }

  has(account: Account): boolean {
    return this.#members.includes(account);
  }

  /** The address of a member's device in this group; 0 is the phone. */
  address(account: Account, device = 0): string {
    return account.jid(device, this.addressing);
  }

  /** The same person's other address, which goes along. */
  otherAddress(account: Account): string {
    return account.jid(0, this.addressing === 'pn' ? 'lid' : 'pn');
  }

  /** Throws when `by` is not in the group. */
  rename(by: Numbered, subject: string): void {
    this.#subjectSetBy = this.#member(by);
    this.#subject = subject;
    this.#subjectSetAt = Date.now();
    this.#surroundings.changed(this, { what: 'subject', by: this.#subjectSetBy });
  }

  /** Takes somebody in. Throws when `by` is not in the group, or the other already is. */
  add(by: Numbered, newcomer: Numbered): void {
    const actor = this.#member(by);
    const whom = this.#surroundings.account(newcomer.phoneNumber);
    if (this.has(whom)) throw new Error(`${whom.phoneNumber} is in "${this.#subject}" already`);
    this.#members = [...this.#members, whom];
    this.#surroundings.changed(this, { what: 'add', by: actor, whom });
  }

  /** Puts somebody out, or lets them leave. Throws when `by` is neither the admin nor the one who leaves. */
  remove(by: Numbered, leaver: Numbered): void {
    const actor = this.#member(by);
    const whom = this.#member(leaver);
    if (actor !== whom && actor !== this.admin) throw new Error(`${actor.phoneNumber} may not remove others`);
    this.#members = this.#members.filter((member) => member !== whom);
    this.#surroundings.changed(this, { what: 'remove', by: actor, whom });
  }

  saved(): SavedGroup {
    return {
      jid: this.jid,
      addressing: this.addressing,
      creator: this.creator.phoneNumber,
      createdAt: this.createdAt,
      subject: this.#subject,
      subjectSetBy: this.#subjectSetBy.phoneNumber,
      subjectSetAt: this.#subjectSetAt,
      members: this.participants(),
    };
  }

  #member({ phoneNumber }: Numbered): Account {
    const account = this.#surroundings.account(phoneNumber);
    if (!this.has(account)) throw new Error(`${phoneNumber} is not in "${this.#subject}"`);
    return account;
  }
}
