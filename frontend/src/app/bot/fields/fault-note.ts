import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { BotDraft } from '../draft/bot-draft';

/** What is wrong at a place of the bot, and otherwise a hint. */
@Component({
  selector: 'app-fault-note',
  imports: [TranslocoDirective],
  template: `
    <p
      *transloco="let t; prefix: 'bot.faults'"
      [class]="fault() ? 'field-error' : 'field-hint'"
      [id]="noteId()"
      aria-live="polite"
    >
      {{ fault() ? t(fault()?.kind ?? '', fault()?.params) : hint() }}
    </p>
  `,
  styles: `
    p:empty {
      display: none;
    }
  `,
})
export class FaultNote {
  readonly #draft = inject(BotDraft);

  readonly noteId = input.required<string>();
  readonly place = input.required<string>();
  readonly hint = input('');

  protected readonly fault = computed(() => this.#draft.faultAt(this.place()));
}
