import { Component } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { EmptyState, Icon } from '../ui';

/** Stands where the section will, on a screen that was narrow when the settings were opened and is wide now. */
@Component({
  selector: 'app-no-section',
  imports: [EmptyState, Icon, TranslocoDirective],
  template: `
    <app-empty-state *transloco="let t; prefix: 'settings'" [heading]="t('choose')">
      <svg appIcon="settings"></svg>
    </app-empty-state>
  `,
})
export class NoSection {}
