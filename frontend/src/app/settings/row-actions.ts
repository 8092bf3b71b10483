import { Component, input, output } from '@angular/core';
import { LucidePencil, LucideTrash } from '@lucide/angular';

/** What can be done with a row of a list: to change it and to take it away, behind whatever else goes inside. */
@Component({
  selector: 'app-row-actions',
  imports: [LucidePencil, LucideTrash],
  template: `
    <ng-content />
    <button class="button button-icon" type="button" [attr.aria-label]="editLabel()" (click)="edited.emit()">
      <svg lucidePencil></svg>
    </button>
    <button class="button button-icon" type="button" [attr.aria-label]="removeLabel()" (click)="removed.emit()">
      <svg lucideTrash></svg>
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
