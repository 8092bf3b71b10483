import { computed, effect, inject, InjectionToken, Service, signal, untracked } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { filter, firstValueFrom, fromEvent } from 'rxjs';
import type { PushKeyResponse } from '#contract/notifications';
import { ApiClient } from '../api';
import { SignInStore } from '../sign-in';
import { PageWorker } from './page-worker';

/** The browser's own question; a spec answers it. */
export const BROWSER_NOTIFICATIONS = new InjectionToken<Pick<
  typeof Notification,
  'permission' | 'requestPermission'
> | null>('BROWSER_NOTIFICATIONS', { factory: () => ('Notification' in window ? Notification : null) });

/** What this device was told to do; it is asked again on each device. */
const KEY = 'condorito.notices';

/**
 * `on` also while the app is closed; `while-open` where the browser has no push service: as long as a tab is open. `blocked`
 * is the browser's own setting, `impossible` a browser or page without notifications.
 */
export type DeviceNoticesState = 'off' | 'asking' | 'on' | 'while-open' | 'blocked' | 'impossible';

/** Whether this device tells of new messages while nobody looks at the app. */
@Service()
export class DeviceNotices {
  readonly #api = inject(ApiClient);
  readonly #worker = inject(PageWorker);
  readonly #notifications = inject(BROWSER_NOTIFICATIONS);
  readonly #user = inject(SignInStore).user;
  readonly #state = signal<DeviceNoticesState>('off');

  readonly state = this.#state.asReadonly();
  readonly isOn = computed(() => this.#state() === 'on' || this.#state() === 'while-open');

  constructor() {
    const userId = computed(() => (this.#user()?.clientCode ? this.#user()?.id : undefined));
    // Decided in another tab: each of them may be the one that tells.
    fromEvent<StorageEvent>(window, 'storage')
      .pipe(
        filter(({ key }) => key === KEY),
        takeUntilDestroyed(),
      )
      .subscribe(() => void this.#resume());
    effect(() => {
      if (userId() === undefined) return;
      untracked(() => void this.#resume());
    });
  }

  /** Asks the browser, which asks the person. To be called from a click. */
  async turnOn(): Promise<void> {
    const registration = await this.#worker.registration();
    if (!registration || !this.#notifications) {
      this.#state.set('impossible');
      return;
    }
    this.#state.set('asking');
    const permission = await this.#notifications.requestPermission();
    if (permission !== 'granted') {
      this.#state.set(permission === 'denied' ? 'blocked' : 'off');
      return;
    }
    localStorage.setItem(KEY, 'on');
    await this.#subscribe(registration);
  }

  async turnOff(): Promise<void> {
    localStorage.removeItem(KEY);
    this.#state.set('off');
    const registration = await this.#worker.registration();
    const subscription = await registration?.pushManager.getSubscription();
    if (!subscription) return;
    await subscription.unsubscribe();
    await firstValueFrom(this.#api.delete('/push/subscriptions', { body: { endpoint: subscription.endpoint } })).catch(
      () => undefined,
    );
  }

  /** Whoever has signed in on a device that tells gets what is theirs. */
  async #resume(): Promise<void> {
    const registration = await this.#worker.registration();
    if (!registration || !this.#notifications) this.#state.set('impossible');
    else if (this.#notifications.permission === 'denied') this.#state.set('blocked');
    else if (this.#notifications.permission === 'granted' && localStorage.getItem(KEY) === 'on') {
      await this.#subscribe(registration);
    } else this.#state.set('off');
  }

  async #subscribe({ pushManager }: ServiceWorkerRegistration): Promise<void> {
    try {
      const { publicKey } = await firstValueFrom(this.#api.get<PushKeyResponse>('/push/key'));
      const options = { userVisibleOnly: true, applicationServerKey: publicKey };
      const subscription = await pushManager.subscribe(options);
      const { endpoint, keys } = subscription.toJSON();
      await firstValueFrom(this.#api.post('/push/subscriptions', { endpoint, keys }));
      this.#state.set('on');
    } catch {
      // No push service can be reached, or the server does not send to it: a tab that is open tells all the same.
      this.#state.set('while-open');
    }
  }
}
