import type { LabParts } from '../lab-parts.ts';
import {
  accountUpdateChange,
  capabilityChange,
  numberQualityChange,
  signatureOf,
  webhookBody,
  webhookPayload,
  type Change,
  type WebhookPayload,
} from '../payloads/index.ts';
import { digitsOf } from '../ids.ts';
import { writeFromApp } from '../people/app-writing.ts';
import type { Sent } from '../people/writing.ts';
import { verifyCallback } from '../webhooks/handshake.ts';
import type { AccessToken, App } from './accounts.ts';
import type { MessagingLimit, NumberState, QualityRating, ThroughputLevel } from './number-state.ts';

/** A business number on the Cloud API, with the app that speaks for it, as the business and Meta hold it. */
export class BusinessNumber {
  readonly #state: NumberState;
  readonly #app: App;
  readonly #token: AccessToken;
  readonly #lab: LabParts;

  constructor(state: NumberState, app: App, token: AccessToken, lab: LabParts) {
    this.#state = state;
    this.#app = app;
    this.#token = token;
    this.#lab = lab;
  }

  get phoneNumber(): string {
    return this.#state.phoneNumber;
  }

  get displayPhoneNumber(): string {
    return this.#state.displayPhoneNumber;
  }

  get verifiedName(): string {
    return this.#state.verifiedName;
  }

  get phoneNumberId(): string {
    return this.#state.id;
  }

  get wabaId(): string {
    return this.#state.wabaId;
  }

  get appId(): string {
    return this.#app.id;
  }

  get appSecret(): string {
    return this.#app.secret;
  }

  get accessToken(): string {
    return this.#token.token;
  }

  get verifyToken(): string {
    return this.#app.verifyToken;
  }

  /**
   * Sets where the app's webhooks go, as in its dashboard, and subscribes it to the account. Rejects where the address does
   * not answer the verification.
   */
  async setWebhook(url: string, verifyToken = this.#app.verifyToken): Promise<void> {
    await verifyCallback(url, verifyToken);
    this.#app.callbackUrl = url;
    this.#app.verifyToken = verifyToken;
    if (!this.#lab.world.account(this.wabaId).subscribedApps.has(this.appId)) {
      this.#lab.world.subscribe(this.wabaId, this.appId, undefined);
    }
    this.#lab.changed();
  }

  /** How well people receive its messages. */
  setQuality(quality: QualityRating): void {
    const { quality: before, messagingLimit } = this.#state;
    this.#state.quality = quality;
    this.#lab.changed();
    if (before === quality || (quality !== 'RED' && before !== 'RED')) return;
    this.#tell(
      numberQualityChange({
        displayPhoneNumber: this.phoneNumber,
        event: quality === 'RED' ? 'FLAGGED' : 'UNFLAGGED',
        currentLimit: messagingLimit,
      }),
    );
  }

  /** How many people it may write to first in a day. */
  setMessagingLimit(limit: MessagingLimit): void {
    const oldLimit = this.#state.messagingLimit;
    this.#state.messagingLimit = limit;
    this.#lab.changed();
    const event = order.indexOf(limit) < order.indexOf(oldLimit) ? 'DOWNGRADE' : 'UPGRADE';
    this.#tell(numberQualityChange({ displayPhoneNumber: this.phoneNumber, event, currentLimit: limit, oldLimit }));
    this.#tell(capabilityChange(people[limit], 25));
  }

  /** `HIGH` is 1,000 messages a second. */
  setThroughput(level: ThroughputLevel): void {
    this.#state.throughput = level;
    this.#lab.changed();
    if (level === 'STANDARD') return;
    const currentLimit = this.#state.messagingLimit;
    this.#tell(
      numberQualityChange({ displayPhoneNumber: this.phoneNumber, event: 'THROUGHPUT_UPGRADE', currentLimit }),
    );
  }

  /** Whether it is registered for the Cloud API; without that it sends nothing (133010). */
  get isRegistered(): boolean {
    return this.#state.isRegistered;
  }

  set isRegistered(isRegistered: boolean) {
    this.#state.isRegistered = isRegistered;
    this.#lab.changed();
  }

  /** The code with which all its messages are refused, such as 368 or 131031; undefined for none. */
  get refuseMessages(): number | undefined {
    return this.#state.refuseMessages;
  }

  set refuseMessages(code: number | undefined) {
    this.#state.refuseMessages = code;
    this.#lab.changed();
  }

  /** Writes to a person in the WhatsApp Business app on its own phone. Throws where there is no such person. */
  writeFromApp(to: string, text: string): Sent {
    const person = this.#lab.world.people.get(digitsOf(to));
    if (!person) throw new Error(`There is no person with the number ${to}.`);
    return writeFromApp(this.#lab, this.#state, person, text);
  }

  /** Tells of something that happened to its account, such as `ACCOUNT_RESTRICTION`. */
  updateAccount(event: string, details: object = {}): void {
    this.#tell(accountUpdateChange(event, details));
  }

  /** Tells any change of its account. */
  tell(change: Change): void {
    this.#tell(change);
  }

  /** POSTs payloads as they are, signed, as fast as the receiver answers; gives the statuses of the answers. */
  pushWebhooks(payloads: WebhookPayload[]): Promise<number[]> {
    const [receiver] = this.#lab.world.receivers(this.wabaId, this.#state);
    if (receiver === undefined) throw new Error(`Nobody listens to ${this.phoneNumber}`);
    const { url, secret } = receiver;
    const signed = payloads.map((payload) => {
      const body = webhookBody(payload);
      return { url, body, signature: signatureOf(body, secret) };
    });
    return this.#lab.outbox.push(signed);
  }

  /** A payload about this number, to be changed and pushed. */
  payload(change: Change): WebhookPayload {
    return webhookPayload([{ id: this.wabaId, changes: [change] }]);
  }

  #tell(change: Change): void {
    this.#lab.outbox.tell(this.wabaId, change);
  }
}

/** -1 is no limit. */
const people: Record<MessagingLimit, number> = {
  TIER_250: 250,
  TIER_2K: 2_000,
  TIER_10K: 10_000,
  TIER_100K: 100_000,
  TIER_UNLIMITED: -1,
};
const order = Object.keys(people);
