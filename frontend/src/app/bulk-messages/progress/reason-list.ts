import { Component, computed, inject, signal } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { catchError, distinctUntilChanged, EMPTY, switchMap, throttleTime } from 'rxjs';
import type { CampaignReasons } from '#contract/bulk-campaigns';
import { Formats } from '../../i18n';
import { Icon } from '../../ui';
import { CampaignStore } from '../campaigns/campaign-store';
import { RECIPIENT_ICONS } from '../campaigns/campaign-words';
import { CampaignsApi } from '../campaigns/campaigns-api';
import { knownReason } from './known-reasons';

/** They are read again at most once in so many milliseconds. */
const LIVE_EVERY = 3_000;

/** Why some did not get it, the most frequent reason first, each with what can be done about it. Nothing where all did. */
@Component({
  selector: 'app-reason-list',
  imports: [Icon, TranslocoDirective],
  template: `
    @if (shown().length > 0) {
      <section class="card part" aria-labelledby="reasons-heading" *transloco="let t; prefix: 'bulkMessages.reasons'">
        <h3 id="reasons-heading">{{ t('heading') }}</h3>
        <ul>
          @for (each of shown(); track each.id) {
            <li>
              <svg [appIcon]="icons[each.status]" [attr.data-status]="each.status"></svg>
              <p>
                <strong>{{ formats.number(each.count) }} · {{ t(each.key + '.short') }}</strong>
                <span>{{ t(each.key + '.todo', { code: each.reason }) }}</span>
              </p>
            </li>
          }
        </ul>
      </section>
    }
  `,
  styles: `
    :host(:empty) {
      display: none;
    }
    .part {
      display: grid;
      gap: var(--space-3);
      padding: var(--space-4) var(--space-5);
    }
    ul {
      display: grid;
      gap: var(--space-3);
    }
    li {
      display: flex;
      gap: var(--space-3);
    }
    p {
      display: grid;
      min-width: 0;
    }
    p span {
      color: var(--color-text-muted);
      font-size: var(--text-13);
      overflow-wrap: anywhere;
    }
    svg {
      flex: none;
      width: 18px;
      height: 18px;
      margin-top: 1px;
      color: var(--color-text-muted);
    }
    svg[data-status='failed'] {
      color: var(--color-danger);
    }
    svg[data-status='uncertain'] {
      color: var(--color-warning);
    }
    @media (max-width: 700px) {
      .part {
        padding: var(--space-4);
      }
    }
  `,
})
export class ReasonList {
  readonly #api = inject(CampaignsApi);
  readonly #campaign = inject(CampaignStore);
  protected readonly formats = inject(Formats);

  protected readonly icons = RECIPIENT_ICONS;
  readonly #items = signal<CampaignReasons['items']>([]);
  protected readonly shown = computed(() =>
    this.#items().map((item) => ({ ...item, id: `${item.status} ${item.reason}`, key: knownReason(item.reason) })),
  );
  /** Changes with everybody who did not get it. */
  readonly #figures = computed(() => {
    const { failed, skipped, uncertain } = this.#campaign.campaign()?.counts ?? { failed: 0, skipped: 0, uncertain: 0 };
    return `${this.#campaign.id()} ${failed} ${skipped} ${uncertain}`;
  });

  constructor() {
    toObservable(this.#figures)
      .pipe(
        distinctUntilChanged(),
        throttleTime(LIVE_EVERY, undefined, { leading: true, trailing: true }),
        // Without them the list of recipients says why, one by one; the next change asks again.
        switchMap(() => this.#api.reasons(this.#campaign.id()).pipe(catchError(() => EMPTY))),
        takeUntilDestroyed(),
      )
      .subscribe((items) => {
        this.#items.set(items);
      });
  }
}
