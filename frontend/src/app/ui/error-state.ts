import { Component, input, output } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';
import { EmptyState } from './empty-state';

/** Says that something could not be loaded, and offers to try again. */
@Component({
  selector: 'app-error-state',
  imports: [EmptyState, Icon, TranslocoPipe],
  template: `
    <app-empty-state [heading]="heading() ?? ('ui.loadFailed' | transloco)" [hint]="'ui.loadFailedHint' | transloco">
      <svg appIcon="cloud-off"></svg>
      <button class="button" type="button" (click)="retry.emit()">{{ 'ui.retry' | transloco }}</button>
    </app-empty-state>
  `,
  host: { role: 'alert' },
})
export class ErrorState {
  /** What could not be loaded; a general sentence when not given. */
  readonly heading = input<string>();
  readonly retry = output();
}
