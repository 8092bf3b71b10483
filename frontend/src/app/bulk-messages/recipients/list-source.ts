import { Component, computed, inject, input, output, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { exampleNumber } from '../../phone-numbers';
import { ReadPanel } from './read-panel';
import { ReadRecipients } from './read-recipients';
import type { AddedOutcome } from './recipient-upload';

/** Recipients from a list that is typed or pasted: a number per line, with a name if there is one. */
@Component({
  selector: 'app-list-source',
  imports: [ReadPanel, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.list'">
      <form (submit)="$event.preventDefault(); check()">
        <div class="field">
          <label class="field-label" for="recipient-list">{{ t('label') }}</label>
          <textarea
            #list
            class="input"
            id="recipient-list"
            rows="6"
            aria-describedby="recipient-list-hint"
            [placeholder]="t('example', example())"
            [value]="text()"
            (input)="write(list.value)"
          ></textarea>
          <p class="field-hint" id="recipient-list-hint">{{ t('hint') }}</p>
        </div>
        <button type="submit" class="button" [attr.aria-disabled]="text().trim() === '' || null">
          {{ t('check') }}
        </button>
      </form>
      <app-read-panel [source]="source" (added)="finish($event)" (left)="clear()" />
    </ng-container>
  `,
  styles: `
    :host,
    form {
      display: grid;
      gap: var(--space-4);
      min-width: 0;
    }
    textarea {
      max-height: 40dvh;
      resize: vertical;
    }
    .button {
      justify-self: start;
    }
  `,
  providers: [ReadRecipients],
})
export class ListSource {
  readonly #read = inject(ReadRecipients);

  /** A number of the country whose people leave out its code, in digits. */
  readonly neighbour = input.required<string>();
  readonly added = output<AddedOutcome>();

  protected readonly source = { kind: 'list' } as const;
  protected readonly example = computed(() => exampleNumber(this.neighbour()));
  protected readonly text = signal('');

  /** What was read of an older text is not what would be added. */
  protected write(text: string): void {
    this.text.set(text);
    this.#read.clear();
  }

  protected check(): void {
    if (this.text().trim() !== '') void this.#read.readList(this.text(), { neighbour: this.neighbour() });
  }

  protected clear(): void {
    this.#read.clear();
    this.text.set('');
  }

  protected finish(outcome: AddedOutcome): void {
    this.clear();
    this.added.emit(outcome);
  }
}
