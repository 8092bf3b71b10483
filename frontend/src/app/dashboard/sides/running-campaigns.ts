import { Component, computed, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { CampaignBar, CampaignsStore, isUnderWay, SituationLine } from '../../bulk-messages';

/** So many are shown; the rest is a click away. */
const MOST = 5;

/** The bulk campaigns that may still send, live. */
@Component({
  selector: 'app-running-campaigns',
  imports: [CampaignBar, RouterLink, SituationLine, TranslocoDirective],
  providers: [CampaignsStore, provideTranslocoScope('bulk-messages')],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.sides'">
      @if (campaigns().length > 0) {
        <ul>
          @for (campaign of campaigns(); track campaign.id) {
            <li>
              <a [routerLink]="['/bulk-messages', campaign.id]">{{ campaign.name }}</a>
              <app-campaign-bar [counts]="campaign.counts" />
              <p><app-situation-line [campaign]="campaign" /></p>
            </li>
          }
        </ul>
      } @else {
        <p>{{ t('noCampaigns') }}</p>
      }
    </ng-container>
  `,
  styles: `
    ul {
      display: grid;
      gap: var(--space-3);
    }
    li {
      display: grid;
      gap: var(--space-1);
    }
    a {
      overflow: hidden;
      font-weight: 600;
      text-overflow: ellipsis;
      white-space: nowrap;
    }
    p {
      color: var(--color-text-muted);
      font-size: var(--text-13);
    }
  `,
})
export class RunningCampaigns {
  readonly #store = inject(CampaignsStore);
  protected readonly campaigns = computed(() => this.#store.campaigns().filter(isUnderWay).slice(0, MOST));
}
