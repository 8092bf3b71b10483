import { randomBytes } from 'node:crypto';
import type { Logger } from '../operations/index.ts';
import type { SecretBox, Store } from '../storage/index.ts';
import { readHashKeys, saveHashKey } from './hash-keys.ts';

interface NumberHashOptions {
  store: Store;
  box: SecretBox;
  logger: Logger;
}

/**
 * The key by which the store recognises the numbers, LIDs and ids of people whose data were deleted. It is made with the first of them. Where it
 * was lost with the credentials key, another is made then, and nobody recognises those who were deleted before.
 */
export class NumberHash {
  readonly #store: Store;
  readonly #box: SecretBox;
  #ready: Promise<void> | undefined;

  private constructor(store: Store, box: SecretBox) {
    this.#store = store;
    this.#box = box;
  }

  /** With the key there is, where there is one. */
  static async open({ store, box, logger }: NumberHashOptions): Promise<NumberHash> {
    const hash = new NumberHash(store, box);
    const [sealed] = await store.read(readHashKeys);
    if (sealed && box.opens(sealed)) hash.#use(box.open(sealed));
    else if (sealed) logger.warn('the key was lost by which the numbers of deleted contacts are recognised');
    return hash;
  }

  /** To be awaited before a number is put away. Whoever asks meanwhile awaits the same key; one that fails is made by the next. */
  ensureKey(): Promise<void> {
    return (this.#ready ??= this.#make().catch((error: unknown) => {
      this.#ready = undefined;
      throw error;
    }));
  }

  async #make(): Promise<void> {
    const key = randomBytes(32);
    await this.#store.write((writing) => saveHashKey(writing, this.#box.seal(key)));
    this.#use(key);
  }

  #use(key: Buffer): void {
    this.#store.hashWith(key);
    this.#ready = Promise.resolve();
  }
}
