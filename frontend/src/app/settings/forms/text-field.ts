import { Component, computed, input, signal } from '@angular/core';
import { type FieldTree, FormField } from '@angular/forms/signals';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { LucideEye, LucideEyeOff } from '@lucide/angular';

let fields = 0;

/** One line to type, what it is, and what is wrong with it. */
@Component({
  selector: 'app-text-field',
  imports: [FormField, LucideEye, LucideEyeOff, TranslocoDirective, TranslocoPipe],
  template: `
    <div class="field" *transloco="let t; prefix: 'settings.problems'">
      <label class="field-label" [for]="id">{{ label() }}</label>
      <div class="control">
        <input
          class="input"
          [id]="id"
          [type]="isShown() ? 'text' : type()"
          [autocomplete]="autocomplete()"
          [autocapitalize]="type() === 'text' ? 'sentences' : 'none'"
          [formField]="field()"
          [attr.aria-invalid]="problem() !== null"
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
              <svg lucideEyeOff></svg>
            } @else {
              <svg lucideEye></svg>
            }
          </button>
        }
      </div>
      <p [class]="problem() ? 'field-error' : 'field-hint'" [id]="id + '-note'" aria-live="polite">
        @if (problem(); as problem) {
          {{ t(problem.kind, problem) }}
        } @else {
          {{ hint() }}
        }
      </p>
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
    p:empty {
      display: none;
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

  protected readonly id = `setting-${++fields}`;
  protected readonly isShown = signal(false);
  protected readonly problem = computed(() => (this.tried() ? (this.field()().errors()[0] ?? null) : null));
}
