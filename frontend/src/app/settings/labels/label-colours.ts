import { Component, input } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';
import { LABEL_COLOURS } from '#contract/team-setting-values';
import type { LabelColour } from '#contract/team-settings';

/** The colours a label can have. Each has its name, so that nobody has to tell them apart by sight. */
@Component({
  selector: 'app-label-colours',
  imports: [FormField, TranslocoDirective],
  template: `
    <fieldset *transloco="let t; prefix: 'settings.labels'">
      <legend class="field-label">{{ t('colour') }}</legend>
      <div class="colours">
        @for (colour of colours; track colour) {
          <label
            [style.color]="'var(--color-label-' + colour + ')'"
            [style.background]="'var(--color-label-' + colour + '-soft)'"
          >
            <input type="radio" class="visually-hidden" [value]="colour" [formField]="field()" />
            {{ t('colours.' + colour) }}
          </label>
        }
      </div>
    </fieldset>
  `,
  styles: `
    fieldset {
      min-width: 0;
      margin: 0;
      padding: 0;
      border: 0;
    }
    .colours {
      display: grid;
      grid-template-columns: repeat(auto-fill, minmax(92px, 1fr));
      gap: var(--space-2);
      margin-top: var(--space-2);
    }
    label {
      position: relative;
      display: grid;
      place-items: center;
      min-height: 36px;
      border: 2px solid transparent;
      border-radius: var(--radius-control);
      font-size: var(--text-13);
      font-weight: 550;
      cursor: pointer;
    }
    label:has(:checked) {
      border-color: currentColor;
    }
    label:has(:focus-visible) {
      outline: var(--focus-ring);
      outline-offset: 2px;
    }
  `,
})
export class LabelColours {
  readonly field = input.required<FieldTree<LabelColour>>();
  protected readonly colours = LABEL_COLOURS;
}
