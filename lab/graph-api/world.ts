import {
  MANAGEMENT,
  MESSAGING,
  type AccessToken,
  type App,
  type BusinessAccount,
  type Callback,
} from './accounts/accounts.ts';
import type { NumberState } from './accounts/number-state.ts';
import { digitsOf } from './ids.ts';
import type { PersonState } from './people/person-state.ts';

/** What an id in a path may name. */
export type GraphObject =
  { kind: 'number'; number: NumberState } | { kind: 'account'; account: BusinessAccount } | { kind: 'app'; app: App };

/** Everything there is: apps, tokens, accounts, numbers and people. */
export class World {
  readonly apps = new Map<string, App>();
  readonly tokens = new Map<string, AccessToken>();
  readonly accounts = new Map<string, BusinessAccount>();
  readonly numbers = new Map<string, NumberState>();
  /** By phone number. */
  readonly people = new Map<string, PersonState>();

  object(id: string): GraphObject | undefined {
    const number = this.numbers.get(id);
    if (number) return { kind: 'number', number };
    const account = this.accounts.get(id);
    if (account) return { kind: 'account', account };
    const app = this.apps.get(id);
    return app && { kind: 'app', app };
  }

  numberWith(phoneNumber: string): NumberState | undefined {
    const digits = digitsOf(phoneNumber);
    return [...this.numbers.values()].find((number) => number.phoneNumber === digits);
  }

  /** Throws when the lab has no business with this number. */
  demandNumber(phoneNumber: string): NumberState {
    const number = this.numberWith(phoneNumber);
    if (number === undefined) throw new Error(`The lab has no business with the number ${phoneNumber}`);
    return number;
  }

  account(id: string): BusinessAccount {
    const account = this.accounts.get(id);
    if (account === undefined) throw new Error(`The lab has no WhatsApp Business account ${id}`);
    return account;
  }

  numbersOf(wabaId: string): NumberState[] {
    return [...this.numbers.values()].filter((number) => number.wabaId === wabaId);
  }

  /** Where webhooks of an account go, and about a number of it where it is about one, with the secret they are signed with. */
  receivers(wabaId: string, number?: NumberState): { url: string; secret: string }[] {
    const account = this.account(wabaId);
    return [...account.subscribedApps].flatMap(([appId, override]) => {
      const app = this.apps.get(appId);
      const url = number?.override?.url ?? override?.url ?? app?.callbackUrl;
      return app && url !== undefined ? [{ url, secret: app.secret }] : [];
    });
  }

  subscribe(wabaId: string, appId: string, override: Callback | undefined): void {
    this.account(wabaId).subscribedApps.set(appId, override);
  }

  addToken(token: Omit<AccessToken, 'scopes' | 'isRevoked' | 'expiresAt'> & Partial<AccessToken>): AccessToken {
    const added = { scopes: [MESSAGING, MANAGEMENT], isRevoked: false, expiresAt: undefined, ...token };
    this.tokens.set(added.token, added);
    return added;
  }
}
