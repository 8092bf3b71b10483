import { Component, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { PresenceStore } from '../../presence';
import { Avatar } from '../../ui';

/** The colleagues who are online, by name. */
@Component({
  selector: 'app-online-list',
  imports: [Avatar, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.sides'">
      @if (colleagues().length > 0) {
        <ul>
          @for (colleague of colleagues(); track colleague.userId) {
            <li><app-avatar [name]="colleague.name" [id]="colleague.userId" [size]="24" />{{ colleague.name }}</li>
          }
        </ul>
      } @else {
        <p>{{ t('nobodyOnline') }}</p>
      }
    </ng-container>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-2);
    }
    li {
      display: flex;
      gap: var(--space-2);
      align-items: center;
    }
    p {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class OnlineList {
  protected readonly colleagues = inject(PresenceStore).colleagues;
}
