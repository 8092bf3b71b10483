import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { DraftStart } from '../draft/draft-start';

const HOUR = 3_600_000;

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
            [value]="start.chosen()"
            [attr.aria-invalid]="isPast() || null"
            (change)="choose(at.value)"
          />
          <p class="field-hint" id="start-at-note" aria-live="polite">{{ isPast() ? t('past') : '' }}</p>
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
  protected readonly start = inject(DraftStart);

  protected readonly isPast = computed(() => this.start.chosen() !== '' && this.start.chosen() < this.now());

  protected now(): string {
    return this.start.wordsFor(new Date());
  }

  protected inAnHour(): string {
    return this.start.wordsFor(new Date(Date.now() + HOUR));
  }

  /** A time that is half typed is none yet. */
  protected choose(local: string): void {
    if (local !== '') this.start.choose(local);
  }
}
