import type { SessionQr } from '#contract/whatsapp-sessions';

/** WhatsApp hands out six references; the first QR lives 60 s, the others 20 s (Baileys, `Socket/socket.js`). */
const QR_CODES = 6;
const FIRST_QR_MS = 60_000;
const LATER_QR_MS = 20_000;

/** What is shown to a person while one connection waits for a phone: the present QR, and a pairing code if one was asked for. */
export class LinkOffer {
  readonly #lifetime: number | undefined;
  #shown: SessionQr | undefined;
  #codes = 0;
  #pairingCode: string | undefined;
  #hasEnded = false;

  /** `lifetime` in milliseconds, where codes live shorter than WhatsApp's. */
  constructor(lifetime?: number) {
    this.#lifetime = lifetime;
  }

  /** Undefined before the first code, and once nobody can link any more. */
  get shown(): SessionQr | undefined {
    return this.#shown;
  }

  /** Whether a phone has taken it, or the connection is over. */
  get hasEnded(): boolean {
    return this.#hasEnded;
  }

  /** How many codes there have been, and whether WhatsApp gives no further one. */
  get progress(): { codes: number; isLastCode: boolean } {
    return { codes: this.#codes, isLastCode: this.#codes >= QR_CODES };
  }

  /** The next QR replaces the one before; `now` is when it came. */
  nextQr(qr: string, now: Date): SessionQr {
    this.#codes += 1;
    const lifetime = this.#lifetime ?? (this.#codes === 1 ? FIRST_QR_MS : LATER_QR_MS);
    const expiresAt = new Date(now.getTime() + lifetime).toISOString();
    const code = { qr, expiresAt, attempt: this.#codes, attempts: QR_CODES };
    return (this.#shown = { ...code, ...(this.#pairingCode !== undefined && { pairingCode: this.#pairingCode }) });
  }

  /** Undefined where the offer has ended meanwhile. */
  withPairingCode(pairingCode: string): SessionQr | undefined {
    if (!this.#shown) return undefined;
    this.#pairingCode = pairingCode;
    return (this.#shown = { ...this.#shown, pairingCode });
  }

  end(): void {
    this.#hasEnded = true;
    this.#shown = undefined;
  }
}
