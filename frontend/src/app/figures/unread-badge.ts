import { Component, effect, inject } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { PageTitle } from '../page-title';
import { FiguresStore } from './figures-store';

/** More than this is shown as "99+". */
const MOST_SHOWN = 99;

/** How many conversations have something unread: where it stands, and in front of the browser tab's title. */
@Component({
  selector: 'app-unread-badge',
  imports: [TranslocoPipe],
  template: `
    @if (unread(); as count) {
      <span class="count" aria-hidden="true">{{ count > mostShown ? mostShown + '+' : count }}</span>
      <span class="visually-hidden">{{
        (count === 1 ? 'figures.unreadOne' : 'figures.unread') | transloco: { count }
      }}</span>
    }
  `,
  styles: `
    :host {
      pointer-events: none;
    }
    .count {
      display: block;
      min-width: 18px;
      padding: 0 5px;
      border-radius: var(--radius-round);
      background: var(--color-accent);
      /* Keeps it apart from what it lies on. */
      box-shadow: 0 0 0 2px var(--color-surface);
      color: var(--color-on-accent);
      font-size: var(--text-12);
      font-weight: 650;
      line-height: 18px;
      text-align: center;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class UnreadBadge {
  protected readonly unread = inject(FiguresStore).unread;
  protected readonly mostShown = MOST_SHOWN;

  constructor() {
    const title = inject(PageTitle);
    effect((onCleanup) => {
      title.showWaiting(this.unread());
      onCleanup(() => {
        title.showWaiting(0);
      });
    });
  }
}
