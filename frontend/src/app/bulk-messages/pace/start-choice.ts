import { Component, computed, inject, linkedSignal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { ClientClock } from '../campaigns/client-clock';
import { DraftStart } from '../draft/draft-start';

const HOUR = 3_600_000;
/** Without it, browsers take years of six digits. */
const LATEST = '9999-12-31T23:59';

/** When a draft is to start: at once, or at a time. */
@Component({
  selector: 'app-start-choice',
  imports: [TranslocoDirective],
  template: `
    <fieldset *transloco="let t; prefix: 'bulkMessages.start'">
      <legend class="field-label">{{ t('when') }}</legend>
      <label>
        <input type="radio" name="start" [checked]="start.chosen() === ''" (change)="start.choose('')" />
        {{ t('now') }}
      </label>
      <label>
        <input type="radio" name="start" [checked]="start.chosen() !== ''" (change)="start.choose(inAnHour())" />
        {{ t('later') }}
      </label>
      @if (start.chosen() !== '') {
        <div class="field">
          <label class="field-label" for="start-at">{{ t('at') }}</label>
          <input
            #at
            class="input"
            id="start-at"
            type="datetime-local"
            aria-describedby="start-at-note"
            [min]="now()"
            [max]="latest"
            [value]="typed()"
            [attr.aria-invalid]="fault() !== null || null"
            (change)="choose(at.value)"
          />
          @let why = fault();
          <p class="field-hint" id="start-at-note" aria-live="polite">{{ why ? t(why) : '' }}</p>
        </div>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-3) var(--space-5);
      align-items: center;
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: var(--space-2);
    }
    label:not(.field-label) {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-height: 32px;
      cursor: pointer;
    }
    input[type='radio'] {
      width: 18px;
      height: 18px;
      margin: 0;
      accent-color: var(--color-accent);
    }
    .field {
      flex-basis: 100%;
      max-width: 260px;
    }
  `,
})
export class StartChoice {
  readonly #clock = inject(ClientClock);
  protected readonly start = inject(DraftStart);

  protected readonly latest = LATEST;
  /** As it stands in the field: a time that has passed is not chosen by it. */
  protected readonly typed = linkedSignal(() => this.start.chosen());
  protected readonly now = computed(() => this.start.wordsFor(new Date(this.#clock.now())));
  protected readonly fault = computed(() => {
    const typed = this.typed();
    if (typed === '' || typed >= this.now()) return null;
    return typed === this.start.chosen() ? 'past' : 'notTaken';
  });

  protected inAnHour(): string {
    return this.start.wordsFor(new Date(Date.now() + HOUR));
  }

  /** A time that is half typed is none yet; while a year is typed, it is one long past. */
  protected choose(local: string): void {
    if (local === '') return;
    this.#clock.look();
    this.typed.set(local);
    if (local >= this.now()) this.start.choose(local);
  }
}
