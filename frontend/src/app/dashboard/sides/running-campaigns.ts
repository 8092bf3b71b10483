import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import { provideTranslocoScope, TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { CampaignBar, CampaignsStore, isUnderWay, SituationLine } from '../../bulk-messages';
import { Skeleton } from '../../ui';

/** So many are shown; the rest is a click away. */
const MOST = 5;

/** The bulk campaigns that may still send, live. */
@Component({
  selector: 'app-running-campaigns',
  imports: [CampaignBar, RouterLink, SituationLine, Skeleton, TranslocoDirective, TranslocoPipe],
  providers: [CampaignsStore, provideTranslocoScope('bulk-messages')],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.sides'">
      @if (underWay().length > 0) {
        <ul>
          @for (campaign of shown(); track campaign.id) {
            <li>
              <a [routerLink]="['/bulk-messages', campaign.id]">{{ campaign.name }}</a>
              <app-campaign-bar [counts]="campaign.counts" />
              <p><app-situation-line [campaign]="campaign" /></p>
            </li>
          }
        </ul>
        @if (underWay().length > shown().length) {
          <a routerLink="/bulk-messages">{{ t('moreCampaigns', { count: underWay().length - shown().length }) }}</a>
        }
      }
      @if (hasFailed()) {
        <p role="alert">
          {{ t('campaignsFailed') }}
          <button type="button" class="button" (click)="retry()">{{ 'ui.retry' | transloco }}</button>
        </p>
      } @else if (underWay().length === 0 && areKnown()) {
        <p>{{ t('noCampaigns') }}</p>
      } @else if (underWay().length === 0) {
        <div aria-busy="true" role="status" [attr.aria-label]="t('campaignsLoading')">
          <app-skeleton [rows]="2" [rowHeight]="20" />
        </div>
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
  protected readonly underWay = computed(() => this.#store.campaigns().filter(isUnderWay));
  protected readonly shown = computed(() => this.underWay().slice(0, MOST));
  /** Whether every campaign there is was looked at: one under way may be older than many drafts. */
  protected readonly areKnown = computed(() => this.#store.loading() === 'done' && this.#store.nextCursor() === null);
  protected readonly hasFailed = computed(() => this.#store.loading() === 'failed' || this.#store.more() === 'failed');

  constructor() {
    effect(() => {
      const goesOn = this.#store.loading() === 'done' && this.#store.more() === 'idle';
      if (goesOn && this.#store.nextCursor() !== null) untracked(() => this.#store.loadMore());
    });
  }

  protected retry(): void {
    if (this.#store.loading() === 'failed') this.#store.retry();
    else this.#store.loadMore();
  }
}
