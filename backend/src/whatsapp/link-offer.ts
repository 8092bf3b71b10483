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
  #pairingCode: Pick<SessionQr, 'pairingCode' | 'pairingCodeExpiresAt'> = {};
  /** When the last code will have gone by; milliseconds since 1970. */
  #endsAt = 0;
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
    const later = this.#lifetime ?? LATER_QR_MS;
    const lifetime = this.#codes === 1 ? (this.#lifetime ?? FIRST_QR_MS) : later;
    const expiresAt = now.getTime() + lifetime;
    this.#endsAt = expiresAt + (QR_CODES - this.#codes) * later;
    const code = { qr, expiresAt: new Date(expiresAt).toISOString(), attempt: this.#codes, attempts: QR_CODES };
    return (this.#shown = { ...code, ...this.#pairingCode });
  }

  /** Undefined where the offer has ended meanwhile. */
  withPairingCode(pairingCode: string): SessionQr | undefined {
    if (!this.#shown) return undefined;
    this.#pairingCode = { pairingCode, pairingCodeExpiresAt: new Date(this.#endsAt).toISOString() };
    return (this.#shown = { ...this.#shown, ...this.#pairingCode });
  }

  end(): void {
    this.#hasEnded = true;
    this.#shown = undefined;
  }
}
