import { Component, computed, input } from '@angular/core';
import type { FieldTree } from '@angular/forms/signals';
import { TranslocoDirective } from '@jsverse/transloco';

/** What stands below a field: what is wrong with it, once it is time to say so, and otherwise a hint. */
@Component({
  selector: 'app-field-note',
  imports: [TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'settings.problems'">
      <p [class]="problem() ? 'field-error' : 'field-hint'" [id]="noteId()" aria-live="polite">
        @if (problem(); as problem) {
          {{ t(problem.kind, problem) }}
        } @else {
          {{ hint() }}
        }
      </p>
    </ng-container>
  `,
  styles: `
    p:empty {
      display: none;
    }
  `,
})
export class FieldNote {
  readonly noteId = input.required<string>();
  readonly field = input.required<FieldTree<string>>();
  readonly tried = input.required<boolean>();
  readonly hint = input('');

  protected readonly problem = computed(() => (this.tried() ? (this.field()().errors()[0] ?? null) : null));
}
