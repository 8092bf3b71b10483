import { Component, computed, type ElementRef, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Consent } from '#contract/bulk-campaigns';

const sources: readonly Consent['source'][] = ['form', 'purchase', 'in_person', 'wrote_first', 'other'];
let fields = 0;

/** Asks where the consent of recipients to be written to came from: without it nobody is added. */
@Component({
  selector: 'app-consent-field',
  imports: [TranslocoDirective],
  template: `
    <div class="fields" *transloco="let t; prefix: 'tableFiles.consent'">
      <div class="field">
        <label class="field-label" [for]="id">{{ t('label') }}</label>
        <select
          #choice
          class="input"
          [id]="id"
          [attr.aria-invalid]="missing() === 'source' || null"
          [attr.aria-describedby]="id + '-note'"
          (change)="choose(choice.value)"
        >
          <option value="" [selected]="source() === ''">{{ t('choose') }}</option>
          @for (each of sources; track each) {
            <option [value]="each" [selected]="source() === each">{{ t('source.' + each) }}</option>
          }
        </select>
        <p [class]="missing() === 'source' ? 'field-error' : 'field-hint'" [id]="id + '-note'" aria-live="polite">
          {{ t(missing() === 'source' ? 'missing' : 'hint') }}
        </p>
      </div>
      @if (source() !== '') {
        <div class="field">
          <label class="field-label" [for]="id + '-words'">
            {{ t(source() === 'other' ? 'words' : 'wordsOptional') }}
          </label>
          <input
            #words
            class="input"
            maxlength="200"
            autocomplete="off"
            [id]="id + '-words'"
            [value]="note()"
            [attr.aria-invalid]="missing() === 'words' || null"
            [attr.aria-describedby]="id + '-words-note'"
            (input)="note.set(words.value)"
          />
          <p class="field-error" [id]="id + '-words-note'" aria-live="polite">
            {{ missing() === 'words' ? t('wordsMissing') : '' }}
          </p>
        </div>
      }
    </div>
  `,
  styles: `
    .fields {
      display: grid;
      grid-template-columns: repeat(auto-fit, minmax(min(260px, 100%), 1fr));
      gap: var(--space-3);
    }
    .field {
      align-content: start;
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class ConsentField {
  protected readonly sources = sources;
  /** There may be several on one page. */
  protected readonly id = `consent-${++fields}`;
  protected readonly source = signal<Consent['source'] | ''>('');
  protected readonly note = signal('');
  readonly #tried = signal(false);
  /** What is missing, once it was needed. */
  protected readonly missing = computed(() => (this.#tried() ? this.#missing() : null));
  private readonly choice = viewChild<ElementRef<HTMLElement>>('choice');
  private readonly words = viewChild<ElementRef<HTMLElement>>('words');

  /** What was answered; null where something is missing, which is then said. */
  demand(): Consent | null {
    this.#tried.set(true);
    const [source, note, missing] = [this.source(), this.note().trim(), this.#missing()];
    (missing === 'source' ? this.choice() : missing === 'words' ? this.words() : undefined)?.nativeElement.focus();
    if (missing !== null || source === '') return null;
    return { source, ...(note !== '' && { note }) };
  }

  protected choose(source: string): void {
    this.source.set(sources.find((each) => each === source) ?? '');
  }

  #missing(): 'source' | 'words' | null {
    if (this.source() === '') return 'source';
    return this.source() === 'other' && this.note().trim() === '' ? 'words' : null;
  }
}
