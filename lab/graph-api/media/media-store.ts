import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newGraphId } from '../ids.ts';
import type { LabTime } from '../lab-time.ts';

const DAY = 86_400_000;

/** A file that lies at Meta. */
export interface Media {
  id: string;
  numberId: string;
  mimeType: string;
  /** Hexadecimal. */
  sha256: string;
  bytes: number;
  /** Milliseconds; from then on nobody finds it. */
  expiresAt: number;
}

/**
 * Files of messages: what a business uploads is there for 30 days, what people send it for 7.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media
 */
export class MediaStore {
  readonly #folder: string;
  readonly #isTemporary: boolean;
  readonly #time: LabTime;
  readonly #media = new Map<string, Media>();

  /** Without a folder everything is gone at the end. */
  constructor(time: LabTime, folder?: string) {
    this.#time = time;
    this.#isTemporary = folder === undefined;
    this.#folder = folder ?? mkdtempSync(join(tmpdir(), 'lab-graph-'));
    mkdirSync(this.#folder, { recursive: true });
  }

  async add(from: 'business' | 'person', numberId: string, mimeType: string, bytes: Uint8Array): Promise<Media> {
    const id = newGraphId();
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const expiresAt = this.#time.now() + (from === 'business' ? 30 : 7) * DAY;
    const media = { id, numberId, mimeType, sha256, bytes: bytes.length, expiresAt };
    await writeFile(this.#fileOf(media), bytes);
    this.#media.set(id, media);
    return media;
  }

  restore(media: Media): void {
    this.#media.set(media.id, media);
  }

  find(id: string): Media | undefined {
    const media = this.#media.get(id);
    return media !== undefined && media.expiresAt > this.#time.now() ? media : undefined;
  }

  read(media: Media): Promise<Buffer> {
    return readFile(this.#fileOf(media));
  }

  /** The bytes of a file somebody was sent, whether Meta still has it or not: phones keep what they have shown. */
  async open(id: string): Promise<Buffer> {
    const media = this.#media.get(id);
    if (media === undefined) throw new Error(`There is no media ${id}`);
    return this.read(media);
  }

  /** As Meta does after some days. Phones that had it still do. */
  expire(id: string): void {
    const media = this.#media.get(id);
    if (media) media.expiresAt = 0;
  }

  all(): Media[] {
    return [...this.#media.values()];
  }

  close(): void {
    if (this.#isTemporary) rmSync(this.#folder, { recursive: true, force: true });
  }

  #fileOf({ id }: Media): string {
    return join(this.#folder, id);
  }
}
