import { Component, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { marked } from './marked';

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
          <!-- The caret stays in the text. -->
          <button
            type="button"
            class="chip"
            [attr.aria-label]="t('insert', { name })"
            (mousedown)="$event.preventDefault()"
            (click)="chosen.emit(marked(name))"
          >
            {{ name }}
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
  protected readonly marked = marked;

  readonly names = input.required<readonly string[]>();
  /** What is to be put in, such as `{{nombre}}`. */
  readonly chosen = output<string>();
}
