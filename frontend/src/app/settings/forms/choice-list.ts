import { Component, input, model } from '@angular/core';
import type { FormValueControl } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';

export interface Choice<Value extends string> {
  readonly value: Value;
  /** Its name, and what follows from it: translation keys. */
  readonly name: string;
  readonly hint: string;
}

let lists = 0;

/** One of a few things, each with what follows from it. Stands in a form or alone. */
@Component({
  selector: 'app-choice-list',
  imports: [TranslocoPipe],
  template: `
    <fieldset>
      <legend class="field-label">{{ legend() }}</legend>
      @for (choice of choices(); track choice.value) {
        @let id = listId + '-' + choice.value;
        <div class="choice">
          <input
            type="radio"
            [id]="id"
            [name]="listId"
            [value]="choice.value"
            [checked]="value() === choice.value"
            [attr.aria-describedby]="id + '-hint'"
            (change)="value.set(choice.value)"
          />
          <label [for]="id">{{ choice.name | transloco }}</label>
          <p class="field-hint" [id]="id + '-hint'">{{ choice.hint | transloco }}</p>
        </div>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: grid;
      gap: var(--space-2);
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    legend {
      padding: 0;
      margin-bottom: var(--space-2);
    }
    .choice {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 2px var(--space-3);
      align-items: center;
    }
    input {
      width: 18px;
      height: 18px;
      margin: 0;
      accent-color: var(--color-accent);
    }
    label {
      padding-block: 2px;
      cursor: pointer;
    }
    .field-hint {
      grid-column: 2;
    }
    @media (pointer: coarse) {
      label {
        padding-block: 10px;
      }
    }
  `,
})
export class ChoiceList<Value extends string> implements FormValueControl<Value> {
  readonly legend = input.required<string>();
  readonly choices = input.required<readonly Choice<Value>[]>();
  readonly value = model.required<Value>();

  protected readonly listId = `choice-${++lists}`;
}
