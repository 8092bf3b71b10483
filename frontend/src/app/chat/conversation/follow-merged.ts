import { computed, effect, inject, type Signal, signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import { RemovedConversations } from '../removed/removed-conversations';
import { TAKES_ALONG } from '../removed/takes-along';
import type { ConversationStore } from './conversation-store';

/**
 * Leads on from a conversation that became part of another, now or long ago, with all that was begun there. Whether the one that is
 * open was come to in this way.
 */
export function followMerged(store: Signal<ConversationStore>): Signal<boolean> {
  const removed = inject(RemovedConversations);
  const router = inject(Router);
  const cameTo = signal<string | null>(null);
  effect(() => {
    const { id, mergedInto } = store();
    const into = mergedInto();
    if (into === null) return;
    untracked(() => {
      removed.follow(id, into);
      cameTo.set(into);
      const way = { queryParamsHandling: 'preserve', replaceUrl: true, info: TAKES_ALONG } as const;
      void router.navigate(['/chat', into], way);
    });
  });
  return computed(() => cameTo() === store().id);
}
