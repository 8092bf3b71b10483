import { inject, InjectionToken, isDevMode, Service } from '@angular/core';
import { Router } from '@angular/router';

/** The browser's service workers; null where there are none: on a page that is not encrypted, and while developing. */
export const SERVICE_WORKERS = new InjectionToken<ServiceWorkerContainer | null>('SERVICE_WORKERS', {
  factory: () => (isDevMode() || !('serviceWorker' in navigator) ? null : navigator.serviceWorker),
});

/** The worker beside the pages: it keeps the app for when there is no connection, and shows notifications. */
@Service()
export class PageWorker {
  readonly #workers = inject(SERVICE_WORKERS);
  readonly #router = inject(Router);
  #registration: Promise<ServiceWorkerRegistration | null> | undefined;

  constructor() {
    this.#workers?.addEventListener('message', ({ data }: MessageEvent<{ kind?: string; path?: string }>) => {
      if (data.kind === 'open' && data.path?.startsWith('/')) void this.#router.navigateByUrl(data.path);
    });
  }

  /** Null where there can be none: the app does without. */
  registration(): Promise<ServiceWorkerRegistration | null> {
    return (this.#registration ??= this.#register());
  }

  async #register(): Promise<ServiceWorkerRegistration | null> {
    if (!this.#workers) return null;
    try {
      await this.#workers.register('/service-worker.js', { updateViaCache: 'none' });
      return await this.#workers.ready;
    } catch {
      // Private windows and settings of the browser forbid it.
      return null;
    }
  }
}
