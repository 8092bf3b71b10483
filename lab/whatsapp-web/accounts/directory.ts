import { createHash } from 'node:crypto';
import { jidDecode } from 'baileys';
import { Account, type Addressing } from './account.ts';

/** Somebody's device, however it was written. */
export interface Address {
  account: Account;
  device: number;
  addressing: Addressing;
}

/** Everybody the server knows, by phone number and by LID. */
export class Directory {
  readonly #byNumber = new Map<string, Account>();
  readonly #byLid = new Map<string, Account>();

  /** The account of a phone number, made when it is new. */
  register(phoneNumber: string, name: string): Account {
    const digits = digitsOf(phoneNumber);
    if (digits === '') throw new Error(`"${phoneNumber}" is not a phone number`);
    return this.#byNumber.get(digits) ?? this.add(new Account({ phoneNumber: digits, name, lidUser: lidOf(digits) }));
  }

  add(account: Account): Account {
    this.#byNumber.set(account.phoneNumber, account);
    this.#byLid.set(account.lidUser, account);
    return account;
  }

  account(phoneNumber: string): Account | undefined {
    return this.#byNumber.get(digitsOf(phoneNumber));
  }

  /**
   * Whom WhatsApp finds by a number as somebody may have typed it. It knows by itself that a mobile number of Brazil can be
   * written with or without its ninth digit, and answers with the one the account has.
   */
  reach(typed: string): Account | undefined {
    const digits = digitsOf(typed);
    const [, area = '', ninth, rest = ''] = /^(55\d\d)(9?)([6-9]\d{7})$/.exec(digits) ?? [];
    return this.account(digits) ?? this.account(area + (ninth ? '' : '9') + rest);
  }

  /** Throws when nobody has this number. */
  demand(phoneNumber: string): Account {
    const account = this.account(phoneNumber);
    if (account === undefined) throw new Error(`The lab has no phone with the number ${phoneNumber}`);
    return account;
  }

  accounts(): Iterable<Account> {
    return this.#byNumber.values();
  }

  /** Reads an address such as `573001112233:4@s.whatsapp.net` or `…@lid`. */
  resolve(jid: string | undefined): Address | undefined {
    const parts = jid === undefined ? undefined : jidDecode(jid);
    if (parts === undefined || parts.server === 'g.us') return undefined;
    const addressing: Addressing = parts.server === 'lid' ? 'lid' : 'pn';
    const account = (addressing === 'lid' ? this.#byLid : this.#byNumber).get(parts.user);
    return account === undefined ? undefined : { account, device: parts.device ?? 0, addressing };
  }
}

export function digitsOf(phoneNumber: string): string {
  return phoneNumber.replace(/\D/g, '');
}

/** A LID of fifteen digits that tells nothing about the number but is always the same for it. */
function lidOf(digits: string): string {
  const hash = createHash('sha256').update(`lid ${digits}`).digest().readUIntBE(0, 6);
  return `1${String(hash).padStart(15, '0').slice(-14)}`;
}
