import { Service, signal } from '@angular/core';
import type { AppConfig } from '#contract/config';

/** What the app works with until `GET /api/config` has answered; the same figures the server starts from. */
const defaults: AppConfig = {
  version: '',
  languages: ['es', 'en'],
  realtime: {
    endpoints: [''],
    transports: ['websocket', 'polling'],
    pollPeriods: { connected: 30_000, disconnected: 3_000 },
    connectTimeout: 4_000,
    eagerTries: 3,
    longestProbe: 300_000,
  },
  apiTimeout: 15_000,
};

/** The installation's public settings. */
@Service()
export class AppSettings {
  readonly #config = signal(defaults);
  readonly config = this.#config.asReadonly();

  use(config: AppConfig): void {
    this.#config.set(config);
  }
}
