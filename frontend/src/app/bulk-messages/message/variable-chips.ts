import { Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { marked } from './marked';

/** What is known of everybody, by words of our own in the language in use, with an example. */
const EVERYBODYS: readonly string[] = ['nombre', 'primer_nombre', 'telefono'];

/** A variable as people call it. */
export interface VariableWords {
  readonly label: string;
  readonly example?: string;
}

/** The variables that a text may name, each to be put where the caret is. */
@Component({
  selector: 'app-variable-chips',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'bulkMessages.message'">
      <p class="field-hint">
        {{ t('variablesHint') }} <code>{{ marked('nombre', 'cliente') }}</code>
      </p>
      <div class="chips" role="group" [attr.aria-label]="t('variables')">
        @for (name of names(); track name) {
          @let isEverybodys = everybodys.includes(name);
          @let label = isEverybodys ? t('known.' + name + '.label') : (words()[name]?.label ?? name);
          @let example = isEverybodys ? t('known.' + name + '.example') : words()[name]?.example;
          <!-- The caret stays in the text. -->
          <button
            type="button"
            class="chip"
            [attr.aria-label]="t('insert', { label: example ? label + ' ' + example : label })"
            [title]="marked(name)"
            (mousedown)="$event.preventDefault()"
            (click)="chosen.emit(marked(name))"
          >
            {{ label }}
            @if (example) {
              <span class="example">{{ example }}</span>
            }
          </button>
        }
      </div>
    </ng-container>
  `,
  styles: `
    :host {
      display: grid;
      gap: var(--space-1);
    }
    .chips {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
    }
    .chip {
      max-width: 100%;
      min-height: 28px;
      padding: 0 var(--space-3);
      overflow: hidden;
      border: 1px solid var(--color-border-strong);
      border-radius: var(--radius-round);
      background: none;
      font-size: var(--text-13);
      text-overflow: ellipsis;
      cursor: pointer;
    }
    .example {
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
    .chip:hover {
      background: var(--color-hover);
    }
    @media (pointer: coarse) {
      .chip {
        min-height: 44px;
      }
    }
  `,
})
export class VariableChips {
  protected readonly everybodys = EVERYBODYS;
  protected readonly marked = marked;

  readonly names = input.required<readonly string[]>();
  /** What those are called that are not called as they are written, by name. */
  readonly words = input<Readonly<Record<string, VariableWords>>>({});
  /** What is to be put in, such as `{{nombre}}`. */
  readonly chosen = output<string>();
}
