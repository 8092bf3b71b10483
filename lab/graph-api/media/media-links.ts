import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { LabTime } from '../lab-time.ts';

export const MEDIA_PATH = '/whatsapp_business/attachments/';

const LIFETIME = 5 * 60_000;

/** Addresses of files: good for five minutes, and only together with a token. */
export class MediaLinks {
  readonly #key = randomBytes(32);
  readonly #time: LabTime;
  readonly #baseUrl: () => string;

  constructor(time: LabTime, baseUrl: () => string) {
    this.#time = time;
    this.#baseUrl = baseUrl;
  }

  make(mediaId: string, source: 'getMedia' | 'webhook'): string {
    const expiry = String(Math.floor((this.#time.now() + LIFETIME) / 1000));
    const query = new URLSearchParams({ mid: mediaId, source, ext: expiry, hash: this.#seal(mediaId, expiry) });
    return `${this.#baseUrl()}${MEDIA_PATH}?${query.toString()}`;
  }

  /** Which media a link names; undefined for one that is none, or no longer good. */
  read(query: URLSearchParams): string | undefined {
    const mediaId = query.get('mid') ?? '';
    const expiry = query.get('ext') ?? '';
    const shown = Buffer.from(query.get('hash') ?? '');
    const seal = Buffer.from(this.#seal(mediaId, expiry));
    const isGood = shown.length === seal.length && timingSafeEqual(shown, seal);
    return isGood && Number(expiry) * 1000 > this.#time.now() ? mediaId : undefined;
  }

  #seal(mediaId: string, expiry: string): string {
    return createHmac('sha256', this.#key).update(`${mediaId} ${expiry}`).digest('base64url');
  }
}
