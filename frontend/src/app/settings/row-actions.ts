import { Component, input, output } from '@angular/core';
import { Icon } from '../ui';

/** What can be done with a row of a list: to change it and to take it away, behind whatever else goes inside. */
@Component({
  selector: 'app-row-actions',
  imports: [Icon],
  template: `
    <ng-content />
    <button class="button button-icon" type="button" [attr.aria-label]="editLabel()" (click)="edited.emit()">
      <svg appIcon="pencil"></svg>
    </button>
    <button class="button button-icon" type="button" [attr.aria-label]="removeLabel()" (click)="removed.emit()">
      <svg appIcon="trash"></svg>
    </button>
  `,
  styles: `
    .button {
      color: var(--color-text-muted);
    }
  `,
  host: { class: 'row-actions' },
})
export class RowActions {
  /** What each button is called. */
  readonly editLabel = input.required<string>();
  readonly removeLabel = input.required<string>();
  readonly edited = output();
  readonly removed = output();
}
