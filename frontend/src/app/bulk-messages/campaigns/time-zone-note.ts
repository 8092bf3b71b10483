import { Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { ClientClock } from './client-clock';

/** Names the time zone that is meant, where it is not the one of this computer. */
@Component({
  selector: 'app-time-zone-note',
  imports: [TranslocoDirective],
  template: `
    @if (clock.isElsewhere()) {
      <p class="field-hint" *transloco="let t; prefix: 'bulkMessages'">{{ t('timeZone', { name: clock.name() }) }}</p>
    }
  `,
})
export class TimeZoneNote {
  protected readonly clock = inject(ClientClock);
}
