import { Component, computed, input, signal } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from '../../ui';
import { FieldNote } from './field-note';

let fields = 0;

/** One line to type, what it is, and what is wrong with it. */
@Component({
  selector: 'app-text-field',
  imports: [FieldNote, FormField, Icon, TranslocoPipe],
  template: `
    <div class="field">
      <label class="field-label" [for]="id">{{ label() }}</label>
      <div class="control">
        <input
          class="input"
          [id]="id"
          [type]="isShown() ? 'text' : type()"
          [autocomplete]="autocomplete()"
          [autocapitalize]="capitals() && type() === 'text' ? 'sentences' : 'none'"
          [formField]="field()"
          [attr.aria-invalid]="isWrong()"
          [attr.aria-describedby]="id + '-note'"
        />
        @if (type() === 'password') {
          <button
            class="button button-icon"
            type="button"
            [attr.aria-label]="(isShown() ? 'signIn.hidePassword' : 'signIn.showPassword') | transloco"
            (click)="isShown.set(!isShown())"
          >
            @if (isShown()) {
              <svg appIcon="eye-off"></svg>
            } @else {
              <svg appIcon="eye"></svg>
            }
          </button>
        }
      </div>
      <app-field-note [noteId]="id + '-note'" [field]="field()" [tried]="tried()" [hint]="hint()" />
    </div>
  `,
  styles: `
    .control {
      position: relative;
    }
    .control:has(.button) .input {
      padding-right: 48px;
    }
    .button {
      position: absolute;
      top: 50%;
      right: 2px;
      color: var(--color-text-muted);
      translate: 0 -50%;
    }
  `,
})
export class TextField {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly field = input.required<FieldTree<string>>();
  /** Whether it is time to say what is wrong. */
  readonly tried = input.required<boolean>();
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly autocomplete = input<AutoFill>('off');
  /** Whether a keyboard on glass begins with a capital letter. */
  readonly capitals = input(true);

  protected readonly id = `setting-${++fields}`;
  protected readonly isShown = signal(false);
  protected readonly isWrong = computed(() => this.tried() && this.field()().errors().length > 0);
}
