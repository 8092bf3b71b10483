import { Component, computed, inject, input, output } from '@angular/core';
import { BotDraft } from '../draft/bot-draft';
import { FaultNote } from './fault-note';

let fields = 0;

/** A line or several of the bot to write, what they are, and what is wrong with them. */
@Component({
  selector: 'app-written-field',
  imports: [FaultNote],
  template: `
    <div class="field">
      <label class="field-label" [for]="id">{{ label() }}</label>
      @if (lines() > 1) {
        <textarea
          #area
          class="input"
          [id]="id"
          [style.min-height]="'calc(' + lines() + 'lh + 18px)'"
          [value]="value()"
          [attr.aria-invalid]="isWrong() || null"
          [attr.aria-describedby]="id + '-note'"
          (input)="changed.emit(area.value)"
        ></textarea>
      } @else {
        <input
          #box
          class="input"
          autocapitalize="none"
          autocomplete="off"
          spellcheck="false"
          [id]="id"
          [value]="value()"
          [attr.aria-invalid]="isWrong() || null"
          [attr.aria-describedby]="id + '-note'"
          (input)="changed.emit(box.value)"
        />
      }
      <app-fault-note [noteId]="id + '-note'" [place]="place()" [hint]="hint()" />
    </div>
  `,
  styles: `
    textarea {
      max-height: min(45dvh, 400px);
      line-height: 1.45;
      resize: vertical;
      field-sizing: content;
    }
  `,
})
export class WrittenField {
  readonly #draft = inject(BotDraft);

  readonly label = input.required<string>();
  readonly hint = input('');
  /** Where it stands in the bot. */
  readonly place = input.required<string>();
  readonly value = input.required<string>();
  /** How many lines there is room for. */
  readonly lines = input(1);
  readonly changed = output<string>();

  protected readonly id = `bot-text-${++fields}`;
  protected readonly isWrong = computed(() => this.#draft.isWrongAt(this.place()));
}
