import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { BusinessNumber } from '../../lab/graph-api/index.ts';
import {
  messagesChange,
  signatureOf,
  textMessage,
  webhookBody,
  webhookContact,
  webhookPayload,
  type Change,
  type IncomingMessage,
  type MessagesValue,
  type Metadata,
} from '../../lab/graph-api/payloads/index.ts';
import { atRate } from './at-rate.ts';

/** Posts on their way at the same time. */
const AT_ONCE = 40;
const RETRY_MS = 100;

/** What became of a post, where it is no status: the connection was refused, or broke off. */
export const REFUSED = -1;
export const CUT = 0;

export interface PosterOptions {
  url: string;
  number: BusinessNumber;
  /** How many people write, by turns. */
  people: number;
  /** Of all posts, how many repeat an earlier one: 0 to 1; none unless it says otherwise. */
  repeats?: number;
  /** Whether connections are used again: one that is killed may then break off a post that it never got. */
  keepsConnections?: boolean;
  /** How many messages a second; as fast as they are taken unless it says so. */
  perSecond?: number;
}

/** What became of posts: those that were not acknowledged are posted again until they are, as Meta does for days. */
export interface Posted {
  posts: number;
  repeats: number;
  /** Answers other than 200, by status, and those that were none. */
  others: Map<number, number>;
}

/** Meta's side of webhooks: signed, many at once, and some more than once. */
export class MetaPoster {
  readonly #options: PosterOptions;
  readonly #agent: Agent;
  readonly #texts: string[] = [];
  #watch: { status: number; left: number; reached: () => void } | undefined;

  constructor(options: PosterOptions) {
    this.#options = options;
    this.#agent = new Agent({ keepAlive: options.keepsConnections ?? false, maxSockets: Infinity });
  }

  /** The texts of all messages that were acknowledged. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  /** Posts so many messages, and ends when each is acknowledged. */
  post(count: number): Promise<Posted> {
    return this.#postMessages((index) => index < count);
  }

  /** Posts messages until this is done, and ends when each is acknowledged. */
  async postDuring(what: Promise<void>): Promise<Posted> {
    let goesOn = true;
    const done = what.finally(() => (goesOn = false));
    const posted = await this.#postMessages(() => goesOn);
    await done;
    return posted;
  }

  /** Posts these one after the other, many at once, and ends when each is acknowledged. */
  async postAll(bodies: readonly Buffer[]): Promise<Posted> {
    const posted: Posted = { posts: 0, repeats: 0, others: new Map() };
    let next = 0;
    await atOnce(async () => {
      for (let body = bodies[next]; body; body = bodies[next]) {
        next += 1;
        await this.#untilTaken(body, posted);
      }
    });
    return posted;
  }

  /** Resolves once so many more answers have this status. */
  answered(status: number, count: number): Promise<void> {
    return new Promise((reached) => {
      this.#watch = { status, left: count, reached };
    });
  }

  phoneNumberOf(person: number): string {
    return String(573_150_000_000 + person);
  }

  /** A webhook with a text of one of the people; those beyond the last are the first ones again. */
  message(index: number, text: string): Buffer {
    const person = index % this.#options.people;
    const from = this.phoneNumberOf(person);
    return this.body({
      contacts: [webhookContact({ name: `Persona ${String(person)}`, waId: from })],
      messages: [textMessage({ id: `wamid.${randomUUID()}`, from, sentAt: Date.now() }, text)],
    });
  }

  /** A webhook with what the business has written in its own app. */
  echo(message: IncomingMessage & { to: string }): Buffer {
    const { value } = messagesChange(this.#metadata, {});
    return this.#sealed({ field: 'smb_message_echoes', value: { ...value, message_echoes: [message] } });
  }

  /** A webhook that tells this. */
  body(told: Omit<MessagesValue, 'messaging_product' | 'metadata'>): Buffer {
    return this.#sealed(messagesChange(this.#metadata, told));
  }

  get #metadata(): Metadata {
    const { displayPhoneNumber, phoneNumberId } = this.#options.number;
    return { display_phone_number: displayPhoneNumber, phone_number_id: phoneNumberId };
  }

  #sealed(change: Change): Buffer {
    return webhookBody(webhookPayload([{ id: this.#options.number.wabaId, changes: [change] }]));
  }

  async #postMessages(goesOn: (index: number) => boolean): Promise<Posted> {
    const { perSecond, repeats = 0 } = this.#options;
    const posted: Posted = { posts: 0, repeats: 0, others: new Map() };
    const bodies: Buffer[] = [];
    const start = performance.now();
    let next = 0;
    await atOnce(async () => {
      while (goesOn(next)) {
        const index = next;
        next += 1;
        if (perSecond !== undefined) await atRate(start, index, perSecond);
        const text = `Mensaje ${String(index)} ${randomUUID()}`;
        const body = this.message(index, text);
        bodies.push(body);
        await this.#untilTaken(body, posted);
        this.#texts.push(text);
        if (Math.random() >= repeats) continue;
        posted.repeats += 1;
        await this.#untilTaken(bodies[Math.floor(Math.random() * bodies.length)] ?? body, posted);
      }
    });
    return posted;
  }

  async #untilTaken(body: Buffer, posted: Posted): Promise<void> {
    for (;;) {
      posted.posts += 1;
      const status = await this.#send(body);
      this.#note(status);
      if (status === 200) return;
      posted.others.set(status, (posted.others.get(status) ?? 0) + 1);
      await pause(RETRY_MS);
    }
  }

  #note(status: number): void {
    if (this.#watch?.status !== status) return;
    this.#watch.left -= 1;
    if (this.#watch.left === 0) this.#watch.reached();
  }

  #send(body: Buffer): Promise<number> {
    const { url, number } = this.#options;
    return new Promise((resolve) => {
      const headers = {
        'content-type': 'application/json',
        'x-hub-signature-256': signatureOf(body, number.appSecret),
      };
      const sent = request(url, { method: 'POST', headers, agent: this.#agent }, (answer) => {
        answer.resume().once('end', () => {
          resolve(answer.statusCode ?? CUT);
        });
        answer.once('error', () => {
          resolve(CUT);
        });
      });
      sent.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'ECONNREFUSED' ? REFUSED : CUT);
      });
      sent.end(body);
    });
  }
}

function atOnce(one: () => Promise<void>): Promise<unknown> {
  return Promise.all(Array.from({ length: AT_ONCE }, one));
}
