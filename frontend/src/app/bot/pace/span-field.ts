import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from '../fields/fault-note';

interface Seconds {
  readonly from: number;
  readonly to: number;
}

let spans = 0;

/** Seconds at least and at most. */
@Component({
  selector: 'app-span-field',
  imports: [FaultNote, TranslocoDirective],
  template: `
    <fieldset *transloco="let t; prefix: 'bot.humanizer'">
      <legend class="field-label">{{ label() }}</legend>
      <div class="ends">
        <input
          #from
          class="input"
          type="number"
          step="any"
          inputmode="decimal"
          [attr.aria-label]="t('atLeast', { what: label() })"
          [attr.aria-invalid]="isWrong() || null"
          [attr.aria-describedby]="noteId"
          [value]="shown(value().from)"
          (input)="changed.emit({ from: from.valueAsNumber, to: value().to })"
        />
        <span>{{ t('and') }}</span>
        <input
          #to
          class="input"
          type="number"
          step="any"
          inputmode="decimal"
          [attr.aria-label]="t('atMost', { what: label() })"
          [attr.aria-invalid]="isWrong() || null"
          [attr.aria-describedby]="noteId"
          [value]="shown(value().to)"
          (input)="changed.emit({ from: value().from, to: to.valueAsNumber })"
        />
        <span>{{ t('seconds') }}</span>
      </div>
      <app-fault-note [noteId]="noteId" [place]="place()" />
    </fieldset>
  `,
  styles: `
    fieldset {
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: var(--space-1);
    }
    .ends {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .input {
      width: 80px;
      color: var(--color-text);
      font-size: var(--text-14);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class SpanField {
  readonly #draft = inject(BotDraft);

  readonly label = input.required<string>();
  /** Where it stands in the bot. */
  readonly place = input.required<string>();
  readonly value = input.required<Seconds>();
  readonly changed = output<{ from: number; to: number }>();

  protected readonly noteId = `bot-span-${++spans}`;
  protected readonly isWrong = computed(() => this.#draft.isWrongAt(this.place()));

  protected shown(value: number): string {
    return Number.isFinite(value) ? String(value) : '';
  }
}
