import { Component, computed, inject, input, output } from '@angular/core';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from './fault-note';

let fields = 0;

/** A number of the bot, what it counts, and what is wrong with it. An empty field is no number: `NaN`. */
@Component({
  selector: 'app-number-field',
  imports: [FaultNote],
  template: `
    <div class="field">
      <label class="field-label" [for]="id">{{ label() }}</label>
      <div class="value">
        <input
          #box
          class="input"
          type="number"
          inputmode="decimal"
          [id]="id"
          [step]="step()"
          [value]="shown()"
          [attr.aria-invalid]="isWrong() || null"
          [attr.aria-describedby]="id + '-unit ' + id + '-note'"
          (input)="changed.emit(box.valueAsNumber)"
        />
        <span class="unit" [id]="id + '-unit'">{{ unit() }}</span>
      </div>
      <app-fault-note [noteId]="id + '-note'" [place]="place()" [hint]="hint()" />
    </div>
  `,
  styles: `
    .value {
      display: flex;
      gap: var(--space-2);
      align-items: center;
    }
    .input {
      width: 96px;
      font-variant-numeric: tabular-nums;
    }
    .unit {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class NumberField {
  readonly #draft = inject(BotDraft);

  readonly label = input.required<string>();
  readonly unit = input('');
  readonly hint = input('');
  /** Where it stands in the bot. */
  readonly place = input.required<string>();
  readonly value = input.required<number>();
  readonly step = input<number | 'any'>('any');
  readonly changed = output<number>();

  protected readonly id = `bot-number-${++fields}`;
  protected readonly shown = computed(() => (Number.isFinite(this.value()) ? String(this.value()) : ''));
  protected readonly isWrong = computed(() => this.#draft.isWrongAt(this.place()));
}
