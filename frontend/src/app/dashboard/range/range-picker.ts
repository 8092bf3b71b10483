import { Component, computed, inject, input, linkedSignal, signal } from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { LONGEST_RANGE } from '#contract/report-limits';
import { ClientDay } from './client-day';
import { faultOf, paramsOf, type RangeKind, rangeKinds, type ReportRange } from './report-range';

/** Chooses the days the panel is about. They are in the address, so that they can be sent on and gone back to. */
@Component({
  selector: 'app-range-picker',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.range'">
      <div class="segments" role="group" [attr.aria-label]="t('label')">
        @for (kind of kinds; track kind) {
          <button type="button" [attr.aria-pressed]="chosen() === kind" (click)="choose(kind)">{{ t(kind) }}</button>
        }
      </div>
      @if (chosen() === 'own') {
        <form novalidate (submit)="$event.preventDefault(); show()">
          <label>
            {{ t('from') }}
            <input
              #first
              class="input"
              type="date"
              [value]="from()"
              [max]="today()"
              [attr.aria-invalid]="fault() !== null || null"
              [attr.aria-describedby]="fault() ? 'range-fault' : null"
              (input)="from.set(first.value)"
            />
          </label>
          <label>
            {{ t('to') }}
            <input
              #last
              class="input"
              type="date"
              [value]="to()"
              [max]="today()"
              [attr.aria-invalid]="fault() !== null || null"
              [attr.aria-describedby]="fault() ? 'range-fault' : null"
              (input)="to.set(last.value)"
            />
          </label>
          <button class="button" type="submit">{{ t('show') }}</button>
          <p id="range-fault" class="field-error" aria-live="polite">
            @if (fault(); as fault) {
              {{ t('fault.' + fault, { days: longest }) }}
            }
          </p>
        </form>
      }
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3);
      align-items: center;
    }
    form {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      align-items: center;
    }
    label {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      font-size: var(--text-13);
    }
    .input {
      width: auto;
      min-height: 36px;
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class RangePicker {
  readonly #router = inject(Router);
  protected readonly today = inject(ClientDay).today;

  readonly range = input.required<ReportRange>();
  protected readonly kinds = rangeKinds;
  protected readonly longest = LONGEST_RANGE;
  protected readonly chosen = linkedSignal<RangeKind>(() => this.range().kind);
  protected readonly from = linkedSignal(() => this.range().from);
  protected readonly to = linkedSignal(() => this.range().to);
  /** Whether the days were asked for as they stand; until then nothing is said of them. */
  readonly #isAsked = signal(false);
  protected readonly fault = computed(() => (this.#isAsked() ? faultOf(this.from(), this.to(), this.today()) : null));

  protected choose(kind: RangeKind): void {
    this.chosen.set(kind);
    this.#isAsked.set(false);
    if (kind !== 'own') this.#go(paramsOf(kind));
  }

  protected show(): void {
    this.#isAsked.set(true);
    if (this.fault() === null) this.#go({ range: null, from: this.from(), to: this.to() });
  }

  #go(queryParams: Record<string, string | null>): void {
    void this.#router.navigate([], { queryParams, queryParamsHandling: 'merge' });
  }
}
