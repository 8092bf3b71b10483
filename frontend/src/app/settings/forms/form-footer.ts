import { Component, input } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import type { FormState } from './saved-form';

/** What went wrong with the form, whether it has to be saved, and the button that saves it. */
@Component({
  selector: 'app-form-footer',
  imports: [TranslocoPipe],
  template: `
    <p class="field-error" role="alert">{{ failure() ? (failure()! | transloco) : '' }}</p>
    <div class="actions">
      <button class="button button-primary" type="submit" [attr.aria-disabled]="form().isSending() || null">
        {{ action() }}
      </button>
      @if (form().isDirty()) {
        <span class="dirty">{{ 'settings.unsaved.note' | transloco }}</span>
      }
    </div>
  `,
  styles: `
    .actions {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2) var(--space-3);
      align-items: center;
    }
    .dirty {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
    .field-error:empty {
      display: none;
    }
  `,
})
export class FormFooter {
  readonly form = input.required<FormState>();
  /** The word on the button. */
  readonly action = input.required<string>();

  protected readonly failure = () => this.form().failure();
}
