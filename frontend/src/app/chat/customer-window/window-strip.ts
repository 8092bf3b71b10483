import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { DateWords } from '../dates/date-words';
import type { CustomerWindow } from './customer-window';
import { hoursAndMinutes } from './time-left';

/** From here on, in milliseconds, the end of the window is close enough to hurry. */
const SOON = 2 * 3_600_000;

/** How long a contact may still be written to freely, and what else can be sent on a line over Meta's Cloud API. */
@Component({
  selector: 'app-window-strip',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'conversation.window'">
      @if (left(); as rest) {
        <p [class.soon]="isSoon()" [title]="t('explained', { until: dates.time(endsAt()) })">
          <svg appIcon="clock"></svg>
          <span>{{ t(rest.hours > 0 ? 'left' : rest.minutes > 0 ? 'leftMinutes' : 'leftMinute', rest) }}</span>
        </p>
      } @else {
        <p class="soon">
          <svg appIcon="clock"></svg>
          <span>{{ t('unopened') }}</span>
        </p>
      }
      <button
        type="button"
        class="button button-quiet"
        [attr.aria-label]="t('template')"
        (click)="templateAsked.emit()"
      >
        <svg appIcon="layout-template"></svg><span class="word">{{ t('template') }}</span>
      </button>
      <button type="button" class="button button-quiet" [attr.aria-label]="t('choices')" (click)="choicesAsked.emit()">
        <svg appIcon="list-checks"></svg><span class="word">{{ t('choices') }}</span>
      </button>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-1);
      align-items: center;
      padding: 2px var(--space-4);
      border-top: 1px solid var(--color-border);
      background: var(--color-surface);
      font-size: var(--text-13);
    }
    p {
      display: flex;
      flex: 1;
      gap: var(--space-2);
      align-items: center;
      min-width: 0;
      color: var(--color-text-muted);
    }
    p.soon {
      color: var(--color-warning);
      font-weight: 600;
    }
    p svg {
      flex: none;
      width: 16px;
      height: 16px;
    }
    .button {
      min-height: 32px;
      padding-inline: var(--space-2);
      color: var(--color-accent);
      font-size: var(--text-13);
    }
    @container conversation (max-width: 560px) {
      :host {
        padding-inline: var(--space-2);
      }
      .word {
        display: none;
      }
      .button {
        min-width: 44px;
      }
    }
  `,
})
export class WindowStrip {
  protected readonly dates = inject(DateWords);

  /** Open, or not opened by a message yet. */
  readonly window = input.required<CustomerWindow>();
  readonly templateAsked = output();
  readonly choicesAsked = output();

  readonly #open = computed(() => {
    const window = this.window();
    return window?.state === 'open' ? window : null;
  });
  protected readonly endsAt = computed(() => this.#open()?.endsAt ?? '');
  protected readonly isSoon = computed(() => (this.#open()?.left ?? 0) <= SOON);
  protected readonly left = computed(() => {
    const open = this.#open();
    return open && hoursAndMinutes(open.left);
  });
}
