import { CdkFixedSizeVirtualScroll, CdkVirtualForOf, CdkVirtualScrollViewport } from '@angular/cdk/scrolling';
import { afterRenderEffect, Component, computed, effect, inject, untracked, viewChild } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { RouterLink } from '@angular/router';
import { TranslocoDirective, TranslocoPipe } from '@jsverse/transloco';
import { distinctUntilChanged, map, skip, throttleTime } from 'rxjs';
import type { BulkRecipient } from '#contract/bulk-campaigns';
import { formatPhoneNumber } from '../../i18n';
import { EmptyState, ErrorState, Icon, Skeleton } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { ClientClock } from '../campaigns/client-clock';
import { RECIPIENT_ICONS } from '../campaigns/campaign-words';
import { knownReason } from './known-reasons';
import { RecipientWindow } from './recipient-window';

/** Pixels. */
const ROW_HEIGHT = 56;
/** More are never seen at once. */
const ROWS_AT_ONCE = 10;
/** What is looked at is read again at most once in so many milliseconds. */
const LIVE_EVERY = 2_000;
/** More is loaded when fewer rows than this are left below. */
const AHEAD = 60;

/** The recipients of a campaign, live: who got it, who read it, who answered, and why somebody did not get it. */
@Component({
  selector: 'app-recipient-list',
  imports: [
    CdkFixedSizeVirtualScroll,
    CdkVirtualForOf,
    CdkVirtualScrollViewport,
    EmptyState,
    ErrorState,
    Icon,
    RouterLink,
    Skeleton,
    TranslocoDirective,
    TranslocoPipe,
  ],
  templateUrl: './recipient-list.html',
  styleUrl: './recipient-list.css',
})
export class RecipientList {
  readonly #campaign = inject(CampaignStore);
  protected readonly window = inject(RecipientWindow);
  protected readonly clock = inject(ClientClock);

  protected readonly rowHeight = ROW_HEIGHT;
  protected readonly icons = RECIPIENT_ICONS;
  private readonly viewport = viewChild(CdkVirtualScrollViewport);
  /** Changes with every recipient whose state does. */
  readonly #figures = computed(() => {
    const campaign = this.#campaign.campaign();
    return campaign && JSON.stringify([campaign.counts, campaign.answered]);
  });
  /** How many rows high the list is: more are scrolled to. */
  protected readonly rowsHigh = computed(() => Math.min(this.window.rows().length, ROWS_AT_ONCE));
  protected readonly byId = (_index: number, { id }: BulkRecipient): string => id;

  constructor() {
    effect(() => {
      this.#campaign.id();
      untracked(() => {
        this.window.look(null);
      });
    });
    // It measures itself once, and knows nothing of rows that come.
    afterRenderEffect(() => {
      if (this.rowsHigh() > 0) this.viewport()?.checkViewportSize();
    });
    toObservable(this.#figures)
      .pipe(
        distinctUntilChanged(),
        skip(1),
        throttleTime(LIVE_EVERY, undefined, { leading: true, trailing: true }),
        map(() => this.viewport()?.getRenderedRange() ?? { start: 0, end: 0 }),
        takeUntilDestroyed(),
      )
      .subscribe(({ start, end }) => {
        this.window.refresh({ first: start, last: end });
      });
  }

  /** Null for somebody whose data were deleted. */
  protected numberOf({ phoneNumber }: BulkRecipient): string | null {
    return phoneNumber === null ? null : formatPhoneNumber(phoneNumber);
  }

  /** Undefined for a reason there are no words for. */
  protected reasonOf({ reason }: BulkRecipient): string | undefined {
    return reason === null ? undefined : knownReason(reason);
  }

  protected loadAhead(last: number): void {
    if (last + AHEAD >= this.window.rows().length && this.window.hasMore()) this.window.loadMore();
  }
}
