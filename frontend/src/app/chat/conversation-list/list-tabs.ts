import { Component, computed, inject } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ConversationFilter } from '#contract/conversations';
import { FiguresStore } from '../../figures';
import { Formats } from '../../i18n';
import { SignInStore } from '../../sign-in';
import { ConversationListStore } from './conversation-list-store';
import { FILTERS } from './list-view';

/** Whose conversations the list shows, with how many there are. */
@Component({
  selector: 'app-list-tabs',
  imports: [TranslocoDirective],
  template: `
    <fieldset *transloco="let t; prefix: 'chat.list'">
      <legend class="visually-hidden">{{ t('tabs.label') }}</legend>
      @for (filter of filters; track filter) {
        <label [class.chosen]="store.view().filter === filter">
          <input
            type="radio"
            name="conversation-filter"
            class="visually-hidden"
            [value]="filter"
            [checked]="store.view().filter === filter"
            (change)="store.look({ filter })"
          />
          <span>{{ t('tabs.' + filter) }}</span>
          @if (counts()?.[filter]; as count) {
            <span class="count">{{ formats.number(count) }}</span>
          }
        </label>
      }
    </fieldset>
  `,
  styles: `
    fieldset {
      display: flex;
      gap: 2px;
      min-width: 0;
      margin: 0;
      padding: 0;
      overflow-x: auto;
      border: 0;
      scrollbar-width: none;
    }
    label {
      display: inline-flex;
      flex: 1 0 auto;
      flex-direction: column;
      align-items: center;
      justify-content: center;
      min-height: 40px;
      padding: 0 6px;
      border-radius: var(--radius-control);
      color: var(--color-text-muted);
      font-size: var(--text-12);
      font-weight: 550;
      line-height: 1.3;
      white-space: nowrap;
      cursor: pointer;
    }
    label:hover {
      background: var(--color-hover);
    }
    .chosen {
      background: var(--color-accent-soft);
      color: var(--color-on-accent-soft);
      font-weight: 650;
    }
    label:has(:focus-visible) {
      outline: var(--focus-ring);
      outline-offset: -2px;
    }
    .count {
      font-size: var(--text-12);
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class ListTabs {
  protected readonly store = inject(ConversationListStore);
  protected readonly formats = inject(Formats);
  readonly #stats = inject(FiguresStore).stats;
  readonly #user = inject(SignInStore).user;

  protected readonly filters = FILTERS;
  /** Null until they are known. */
  protected readonly counts = computed((): Record<ConversationFilter, number> | null => {
    const stats = this.#stats();
    return (
      stats && {
        mine: stats.agents[this.#user()?.id ?? '']?.open ?? 0,
        unassigned: stats.unassigned,
        all: stats.openConversations,
        closed: stats.closedConversations,
      }
    );
  });
}
