import { DOCUMENT, inject, Service } from '@angular/core';

/** Why it is not known: the person or the browser said no, the page came without encryption, or it cannot be found out. */
export type PositionTrouble = 'refused' | 'insecure' | 'unknown';

export class PositionError extends Error {
  override readonly name = 'PositionError';
  readonly trouble: PositionTrouble;

  constructor(trouble: PositionTrouble) {
    super(trouble);
    this.trouble = trouble;
  }
}

/** Degrees, and within how many metres that is right. */
export interface BrowserPlace {
  readonly latitude: number;
  readonly longitude: number;
  readonly accuracy: number;
}

/** A receiver that begins anew takes about this long, in milliseconds. */
const PATIENCE = 20_000;

/** Where this device is. */
@Service()
export class BrowserPosition {
  readonly #window = inject(DOCUMENT).defaultView ?? window;

  /** Asks the person where they have not answered yet. Fails with a `PositionError`. */
  find(): Promise<BrowserPlace> {
    const { isSecureContext, navigator } = this.#window;
    if (!isSecureContext) return Promise.reject(new PositionError('insecure'));
    return new Promise((resolve, reject) => {
      navigator.geolocation.getCurrentPosition(
        ({ coords: { latitude, longitude, accuracy } }) => {
          resolve({ latitude, longitude, accuracy });
        },
        ({ code, PERMISSION_DENIED }) => {
          reject(new PositionError(code === PERMISSION_DENIED ? 'refused' : 'unknown'));
        },
        { enableHighAccuracy: true, timeout: PATIENCE },
      );
    });
  }
}
