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
} from '../../lab/graph-api/payloads/index.ts';

/** Posts on their way at the same time. */
const AT_ONCE = 40;
const RETRY_MS = 100;

export interface PosterOptions {
  url: string;
  number: BusinessNumber;
  /** How many people write, by turns. */
  people: number;
  /** Of all posts, how many repeat an earlier one: 0 to 1. */
  repeats: number;
}

/** What became of posts: those that were not acknowledged are posted again until they are, as Meta does for days. */
export interface Posted {
  posts: number;
  repeats: number;
  /** Answers other than 200, by status; 0 is a connection that broke off, -1 one that was refused. */
  others: Map<number, number>;
}

/** Meta's side of webhooks, at full speed: signed messages of people, some more than once. */
export class MetaPoster {
  readonly #options: PosterOptions;
  /** A connection for each: one that is kept may close just when the next post goes out, and that would say nothing. */
  readonly #agent = new Agent({ keepAlive: false, maxSockets: Infinity });
  readonly #texts: string[] = [];

  constructor(options: PosterOptions) {
    this.#options = options;
  }

  /** The texts of all messages that were acknowledged. */
  get texts(): readonly string[] {
    return this.#texts;
  }

  phoneNumberOf(person: number): string {
    return String(573_150_000_000 + person);
  }

  /** Posts so many messages, and ends when each is acknowledged. */
  async post(count: number): Promise<Posted> {
    const posted: Posted = { posts: 0, repeats: 0, others: new Map() };
    const bodies: Buffer[] = [];
    let next = 0;
    const one = async () => {
      while (next < count) {
        const index = next;
        next += 1;
        const text = `Mensaje ${String(index)} ${randomUUID()}`;
        const body = this.#message(index % this.#options.people, text);
        bodies.push(body);
        await this.#untilTaken(body, posted);
        this.#texts.push(text);
        if (Math.random() >= this.#options.repeats) continue;
        posted.repeats += 1;
        await this.#untilTaken(bodies[Math.floor(Math.random() * bodies.length)] ?? body, posted);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
    return posted;
  }

  async #untilTaken(body: Buffer, posted: Posted): Promise<void> {
    for (;;) {
      posted.posts += 1;
      const status = await this.#send(body);
      if (status === 200) return;
      posted.others.set(status, (posted.others.get(status) ?? 0) + 1);
      await pause(RETRY_MS);
    }
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
          resolve(answer.statusCode ?? 0);
        });
        answer.once('error', () => {
          resolve(0);
        });
      });
      sent.once('error', (error: NodeJS.ErrnoException) => {
        resolve(error.code === 'ECONNREFUSED' ? -1 : 0);
      });
      sent.end(body);
    });
  }

  #message(person: number, text: string): Buffer {
    const { number } = this.#options;
    const from = this.phoneNumberOf(person);
    const metadata = { display_phone_number: number.displayPhoneNumber, phone_number_id: number.phoneNumberId };
    const change = messagesChange(metadata, {
      contacts: [webhookContact({ name: `Persona ${String(person)}`, waId: from })],
      messages: [textMessage({ id: `wamid.${randomUUID()}`, from, sentAt: Date.now() }, text)],
    });
    return webhookBody(webhookPayload([{ id: number.wabaId, changes: [change] }]));
  }
}
