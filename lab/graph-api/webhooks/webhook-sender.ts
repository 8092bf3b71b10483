import { Agent as HttpAgent, request as httpRequest } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { LabTime } from '../lab-time.ts';

const CONNECTIONS = 32;
const TIMEOUT = 20_000;

/** A webhook as it goes out. */
export interface SignedWebhook {
  url: string;
  body: Buffer;
  signature: string;
}

/** POSTs webhooks over connections that stay open. */
export class WebhookSender {
  readonly #time: LabTime;
  readonly #http = new HttpAgent({ keepAlive: true, maxSockets: CONNECTIONS });
  readonly #https = new HttpsAgent({ keepAlive: true, maxSockets: CONNECTIONS });

  constructor(time: LabTime) {
    this.#time = time;
  }

  /** The status of the answer; 0 where there was none. */
  send({ url, body, signature }: SignedWebhook): Promise<number> {
    return new Promise((resolve) => {
      const isSecure = url.startsWith('https:');
      const request = (isSecure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: isSecure ? this.#https : this.#http,
        headers: {
          'content-type': 'application/json',
          'content-length': body.length,
          'user-agent': 'facebookexternalua',
          'x-hub-signature-256': signature,
        },
      });
      const callOff = this.#time.after(TIMEOUT, () => request.destroy());
      const settle = (status: number): void => {
        callOff();
        resolve(status);
      };
      request.on('response', (response) => {
        response.resume();
        response.on('close', () => {
          settle(response.statusCode ?? 0);
        });
      });
      request.on('error', () => {
        settle(0);
      });
      request.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
