import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { DateWords } from '../dates/date-words';
import { hoursAndMinutes } from './time-left';

/** From here on, in milliseconds, the end of the window is close enough to hurry. */
const SOON = 2 * 3_600_000;

/** How long a contact may still be written to freely, and what else can be sent on a line over Meta's Cloud API. */
@Component({
  selector: 'app-window-strip',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'conversation.window'">
      <p [class.soon]="isSoon()" [title]="t('explained', { until: dates.time(endsAt()) })">
        <svg appIcon="clock"></svg>
        @let rest = timeLeft();
        <span>{{ t(rest.hours > 0 ? 'left' : rest.minutes > 0 ? 'leftMinutes' : 'leftMinute', rest) }}</span>
      </p>
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

  /** When it closes, as an ISO time, and how many milliseconds are left until then. */
  readonly endsAt = input.required<string>();
  readonly left = input.required<number>();
  readonly templateAsked = output();
  readonly choicesAsked = output();

  protected readonly isSoon = computed(() => this.left() <= SOON);
  protected readonly timeLeft = computed(() => hoursAndMinutes(this.left()));
}
