import { Component, computed, inject, input, linkedSignal, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { BotCondition } from '#contract/bot';
import { BotDraft } from '../draft/bot-draft';
import { isSame } from '../draft/bot-content';
import { FaultNote } from '../fields/fault-note';
import { wordsIn } from './words-in';

type Kind = BotCondition['kind'];
const KINDS: readonly Kind[] = ['keyword', 'phrase', 'pattern', 'first_message', 'outside_hours', 'any'];

/** When a rule fits. */
@Component({
  selector: 'app-condition-fields',
  imports: [FaultNote, TranslocoDirective],
  template: `
    <fieldset *transloco="let t; prefix: 'bot.rules'">
      <legend class="field-label">{{ t('whenLegend') }}</legend>
      <select #kind class="input" [attr.aria-label]="t('whenLegend')" (change)="choose(kind.value)">
        @for (each of kinds; track each) {
          <option [value]="each" [selected]="each === when().kind">{{ t('kinds.' + each) }}</option>
        }
      </select>
      @switch (when().kind) {
        @case ('keyword') {
          <input
            #words
            class="input"
            [attr.aria-label]="t('words')"
            [attr.aria-invalid]="isWrong() || null"
            [attr.aria-describedby]="noteId()"
            [placeholder]="t('wordsExample')"
            [value]="typed()"
            (input)="setWords(words.value)"
          />
        }
        @case ('phrase') {
          <input
            #phrase
            class="input"
            [attr.aria-label]="t('phrase')"
            [attr.aria-invalid]="isWrong() || null"
            [attr.aria-describedby]="noteId()"
            [placeholder]="t('phraseExample')"
            [value]="typed()"
            (input)="setPhrase(phrase.value)"
          />
          <label class="tick">
            <input #whole type="checkbox" [checked]="isWhole()" (change)="setWhole(whole.checked)" />
            {{ t('whole') }}
          </label>
        }
        @case ('pattern') {
          <input
            #pattern
            class="input pattern"
            autocapitalize="none"
            spellcheck="false"
            [attr.aria-label]="t('pattern')"
            [attr.aria-invalid]="isWrong() || null"
            [attr.aria-describedby]="noteId()"
            [placeholder]="t('patternExample')"
            [value]="typed()"
            (input)="changed.emit({ kind: 'pattern', pattern: pattern.value })"
          />
        }
      }
      <app-fault-note [noteId]="noteId()" [place]="place()" [hint]="t('hints.' + when().kind)" />
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: var(--space-1);
    }
    .pattern {
      font-family: ui-monospace, monospace;
    }
    .tick {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      min-height: 32px;
      cursor: pointer;
    }
    .tick input {
      width: 18px;
      height: 18px;
      margin: 0;
      accent-color: var(--color-accent);
    }
  `,
})
export class ConditionFields {
  readonly #draft = inject(BotDraft);

  readonly ruleId = input.required<string>();
  readonly when = input.required<BotCondition>();
  readonly changed = output<BotCondition>();

  protected readonly kinds = KINDS;
  protected readonly place = computed(() => `rules.${this.ruleId()}.when`);
  protected readonly noteId = computed(() => `when-note-${this.ruleId()}`);
  protected readonly isWrong = computed(() => this.#draft.isWrongAt(this.place()));
  protected readonly isWhole = computed(() => {
    const when = this.when();
    return when.kind === 'phrase' && when.whole;
  });
  /** As it stands in the field: a comma or space that was just typed stays, although it makes no other words. */
  protected readonly typed = linkedSignal<BotCondition, string>({
    source: this.when,
    computation: (when, before) => {
      if (when.kind !== 'keyword') return writtenIn(when);
      return before && isSame(wordsIn(before.value), when.words) ? before.value : when.words.join(', ');
    },
  });

  protected choose(kind: string): void {
    const text = writtenIn(this.when());
    switch (kind as Kind) {
      case 'keyword':
        this.changed.emit({ kind: 'keyword', words: wordsIn(text) });
        break;
      case 'phrase':
        this.changed.emit({ kind: 'phrase', phrase: text, whole: false });
        break;
      case 'pattern':
        this.changed.emit({ kind: 'pattern', pattern: text });
        break;
      default:
        this.changed.emit({ kind: kind as 'first_message' | 'outside_hours' | 'any' });
    }
  }

  protected setWords(text: string): void {
    this.typed.set(text);
    this.changed.emit({ kind: 'keyword', words: wordsIn(text) });
  }

  protected setPhrase(phrase: string): void {
    this.changed.emit({ kind: 'phrase', phrase, whole: this.isWhole() });
  }

  protected setWhole(whole: boolean): void {
    this.changed.emit({ kind: 'phrase', phrase: this.typed(), whole });
  }
}

/** What was written for one kind of condition is there for another. */
function writtenIn(when: BotCondition): string {
  if (when.kind === 'keyword') return when.words.join(', ');
  if (when.kind === 'phrase') return when.phrase;
  return when.kind === 'pattern' ? when.pattern : '';
}
