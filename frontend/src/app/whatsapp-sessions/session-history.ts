import { Component, effect, type ElementRef, inject, input, output, untracked, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { SessionHistoryEntry, WhatsAppSession } from '#contract/whatsapp-sessions';
import { Formats } from '../i18n';
import { Badge, EmptyState, ErrorState, Icon, Modal, Skeleton } from '../ui';
import { pauseOf } from './history-entries';
import { LineTimes } from './line-times';
import { SessionHistoryStore } from './session-history-store';
import { toneOf } from './session-state';
import { durationOf } from './session-words';

/**
 * What a line went through, newest first, at the side of the page. Shown for as long as it exists; Esc, the cross and a
 * click beside it close it, and the focus goes back to whatever had it.
 */
@Component({
  selector: 'app-session-history',
  imports: [Badge, EmptyState, ErrorState, Icon, Modal, Skeleton, TranslocoDirective],
  providers: [SessionHistoryStore],
  templateUrl: './session-history.html',
  styleUrl: './session-history.css',
})
export class SessionHistory {
  protected readonly store = inject(SessionHistoryStore);
  protected readonly formats = inject(Formats);
  protected readonly times = inject(LineTimes);

  readonly session = input.required<Pick<WhatsAppSession, 'id' | 'name'>>();
  readonly closed = output();

  protected readonly toneOf = toneOf;
  private readonly list = viewChild<ElementRef<HTMLElement>>('list');

  constructor() {
    effect(() => {
      const { id } = this.session();
      untracked(() => {
        if (this.store.sessionId() !== id) this.store.open(id);
      });
    });
  }

  /** The button goes away with the last page, and must not take the focus with it. */
  protected showMore(): void {
    this.list()?.nativeElement.focus();
    this.store.loadMore();
  }

  /** WhatsApp's code; where this product turned a phone away itself, the code says nothing. */
  protected codeOf({ code, reason }: SessionHistoryEntry): number | null {
    return reason === 'another_number' || reason === 'number_already_linked' ? null : code;
  }

  /** What was done then, as a key of the texts with its parameters. */
  protected actionOf(entry: SessionHistoryEntry): { word: string; time: string } | null {
    if (!entry.action) return null;
    const pause = entry.action === 'retrying' ? pauseOf(entry) : null;
    if (pause === null) return { word: `action.${entry.action}`, time: '' };
    return { word: 'action.retryingIn', time: durationOf(pause) };
  }
}
