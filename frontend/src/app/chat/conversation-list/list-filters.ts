import { Component, computed, effect, inject, signal, untracked } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Labels } from '../../labels';
import { Lines } from '../../lines';
import { Icon } from '../../ui';
import { ConversationListStore } from './conversation-list-store';
import { narrowings } from './list-view';

/** Narrows the list down by line, by label and to what is unread. */
@Component({
  selector: 'app-list-filters',
  imports: [Icon, TranslocoDirective],
  templateUrl: './list-filters.html',
  styleUrl: './list-filters.css',
})
export class ListFilters {
  protected readonly store = inject(ConversationListStore);
  protected readonly lines = inject(Lines).all;
  protected readonly labels = inject(Labels);

  /** What nobody has asked for is not in the page. */
  protected readonly isOpen = signal(false);
  protected readonly count = computed(() => narrowings(this.store.view()));

  constructor() {
    effect(() => {
      const { label } = this.store.view();
      if (label !== null && this.labels.isKnown() && this.labels.named([label]).length === 0) {
        // It was removed meanwhile: nothing could be chosen to leave it.
        untracked(() => {
          this.store.look({ label: null });
        });
      }
    });
  }
}
