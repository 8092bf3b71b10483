import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import {
  messagesChange,
  signatureOf,
  textMessage,
  webhookBody,
  webhookContact,
  webhookPayload,
} from '../../lab/graph-api/payloads/index.ts';
import { APP_SECRET, PHONE_NUMBER_ID } from './webhook-messages.ts';

const AT_ONCE = 20;
const PEOPLE = 200;

/** Meta, on kept connections: posts signed texts with numbers, "Mensaje 7", and notes when each went out and was answered. */
export class WebhookPoster {
  /** Milliseconds from just before a post to the end of its answer. */
  readonly acknowledgements: number[] = [];
  /** When the post with this number went out, on the clock of `performance.now()`. */
  readonly sentAt = new Map<number, number>();
  readonly #url: string;
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 200 });
  #number = 0;

  constructor(url: string) {
    this.#url = url;
  }

  /** Posts so many, a few at a time, each as soon as there is room. */
  async flood(count: number): Promise<void> {
    let left = count;
    const one = async () => {
      for (; left > 0;) {
        left -= 1;
        await this.#post();
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, one));
  }

  /** Posts by the clock, whether or not those before have been answered; resolves when all have been. */
  async pace(perSecond: number, seconds: number): Promise<void> {
    const posts: Promise<void>[] = [];
    for (const start = performance.now(); posts.length < perSecond * seconds;) {
      const due = ((performance.now() - start) / 1_000) * perSecond;
      while (posts.length < Math.min(due, perSecond * seconds)) posts.push(this.#post());
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    await Promise.all(posts);
  }

  close(): void {
    this.#agent.destroy();
  }

  #post(): Promise<void> {
    this.#number += 1;
    const number = this.#number;
    const body = webhookOf(number);
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-hub-signature-256': signatureOf(body, APP_SECRET),
    };
    return new Promise((resolve, reject) => {
      const from = performance.now();
      this.sentAt.set(number, from);
      const sent = request(this.#url, { method: 'POST', headers, agent: this.#agent }, (answer) => {
        if (answer.statusCode !== 200) reject(new Error(`A webhook was answered with ${String(answer.statusCode)}.`));
        answer.resume().once('end', () => {
          this.acknowledgements.push(performance.now() - from);
          resolve();
        });
      });
      sent.once('error', reject);
      sent.end(body);
    });
  }
}

function webhookOf(number: number): Buffer {
  const from = String(573_150_000_000 + (number % PEOPLE));
  const metadata = { display_phone_number: '573001112233', phone_number_id: PHONE_NUMBER_ID };
  const change = messagesChange(metadata, {
    contacts: [webhookContact({ name: `Persona ${from}`, waId: from })],
    messages: [textMessage({ id: `wamid.${randomUUID()}`, from, sentAt: Date.now() }, `Mensaje ${String(number)}`)],
  });
  return webhookBody(webhookPayload([{ id: '1', changes: [change] }]));
}
