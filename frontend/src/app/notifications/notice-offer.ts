import { Component, computed, inject, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../ui';
import { DeviceNotices } from './device-notices';
import { NewMessageNotices } from './new-message-notices';

/** This device has been asked, and the answer was no. */
const DECLINED = 'condorito.notices.declined';

/**
 * Asks once whether this device may tell of new messages: when somebody comes back to the page and one has come meanwhile,
 * which is when they know what it is for.
 */
@Component({
  selector: 'app-notice-offer',
  imports: [Icon, TranslocoDirective],
  template: `
    @if (isShown()) {
      <section class="card" *transloco="let t; prefix: 'notices'" [attr.aria-label]="t('offer')">
        <svg appIcon="bell"></svg>
        <p>{{ t('offer') }}</p>
        <button type="button" class="button" (click)="decline()">{{ t('notNow') }}</button>
        <button type="button" class="button button-primary" (click)="accept()">{{ t('turnOn') }}</button>
      </section>
    }
  `,
  styles: `
    section {
      position: fixed;
      z-index: 4;
      top: 60px;
      left: 50%;
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
      justify-content: end;
      width: min(460px, calc(100vw - 2 * var(--space-4)));
      padding: var(--space-3) var(--space-4);
      box-shadow: var(--shadow-floating);
      translate: -50%;
    }
    svg {
      flex: none;
      width: 20px;
      height: 20px;
      color: var(--color-accent);
    }
    p {
      flex: 1 1 240px;
    }
  `,
})
export class NoticeOffer {
  readonly #device = inject(DeviceNotices);
  readonly #messages = inject(NewMessageNotices);
  readonly #isDeclined = signal(localStorage.getItem(DECLINED) !== null);

  protected readonly isShown = computed(
    () => this.#messages.hasMissed() && this.#device.state() === 'off' && !this.#isDeclined(),
  );

  protected accept(): void {
    void this.#device.turnOn();
  }

  protected decline(): void {
    localStorage.setItem(DECLINED, new Date().toISOString());
    this.#isDeclined.set(true);
  }
}
