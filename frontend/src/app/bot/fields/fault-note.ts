import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { BotDraft } from '../draft/bot-draft';

/** A hint, and below it all that is wrong at a place of the bot. */
@Component({
  selector: 'app-fault-note',
  imports: [TranslocoDirective],
  template: `
    <div *transloco="let t; prefix: 'bot.faults'" [id]="noteId()">
      @if (hint()) {
        <p class="field-hint">{{ hint() }}</p>
      }
      <div aria-live="polite">
        @for (fault of faults(); track $index) {
          <p class="field-error">{{ t(fault.kind, fault.params) }}</p>
        }
      </div>
    </div>
  `,
})
export class FaultNote {
  readonly #draft = inject(BotDraft);

  readonly noteId = input.required<string>();
  readonly place = input.required<string>();
  readonly hint = input('');

  protected readonly faults = computed(() => this.#draft.faultsAt(this.place()));
}
