import { DOCUMENT, inject, Service, signal } from '@angular/core';

const STORAGE_KEY = 'condorito.emojis';
/** Three rows. */
const MOST = 24;

interface Used {
  readonly recent: readonly string[];
  /** The colour of skin, from 1 (light) to 5 (dark); 0 is the yellow one. */
  readonly tone: number;
}

/** Which emojis were picked last in this browser, the newest first, and with which colour of skin. */
@Service()
export class UsedEmojis {
  readonly #storage = inject(DOCUMENT).defaultView?.localStorage;
  readonly #used = signal(this.#read());

  readonly used = this.#used.asReadonly();

  note(emoji: string): void {
    const { recent, tone } = this.#used();
    this.#keep({ recent: [emoji, ...recent.filter((other) => other !== emoji)].slice(0, MOST), tone });
  }

  chooseTone(tone: number): void {
    this.#keep({ ...this.#used(), tone });
  }

  #keep(used: Used): void {
    this.#used.set(used);
    this.#storage?.setItem(STORAGE_KEY, JSON.stringify(used));
  }

  /** Nothing is lost with what cannot be read. */
  #read(): Used {
    try {
      const { recent, tone } = JSON.parse(this.#storage?.getItem(STORAGE_KEY) ?? '{}') as Partial<Used>;
      return { recent: Array.isArray(recent) ? recent : [], tone: Number.isInteger(tone) ? (tone ?? 0) : 0 };
    } catch {
      return { recent: [], tone: 0 };
    }
  }
}
