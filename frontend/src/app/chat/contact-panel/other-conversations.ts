import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation, ConversationPage } from '#contract/conversations';
import { ApiClient } from '../../api';
import { Lines } from '../../lines';
import { Badge, Skeleton } from '../../ui';
import { windowAfter } from '../conversation-list/window-events';
import { DateWords } from '../dates/date-words';
import { ContentWords } from '../message-contents/content-words';
import { KindIcon } from '../message-contents/kind-icon';
import { LiveList } from './live-list';
import { takesInAnother } from './takes-in-another';

/** What else the team has with a contact: one conversation on each other line, open or closed. */
@Component({
  selector: 'app-other-conversations',
  imports: [Badge, KindIcon, RouterLink, Skeleton, TranslocoDirective],
  templateUrl: './other-conversations.html',
  styleUrl: './other-conversations.css',
})
export class OtherConversations {
  readonly #api = inject(ApiClient);
  readonly #lines = inject(Lines);
  protected readonly dates = inject(DateWords);
  protected readonly words = inject(ContentWords);

  readonly contactId = input.required<string>();
  /** The conversation that is open already. */
  readonly openId = input.required<string>();

  protected readonly list = new LiveList<Conversation>({
    key: computed(() => `conversations-with/${this.contactId()}`),
    // A contact has one on each line: a page holds them all.
    fetch: () => this.#api.get<ConversationPage>('/conversations', { query: { contact: this.contactId() } }),
    after: (items, event) =>
      windowAfter({ items, end: null }, event, ({ contactId }) => contactId === this.contactId()).items,
    isOutdatedBy: (event) => takesInAnother(this.contactId(), event),
  });
  protected readonly others = computed(() => this.list.rows().filter(({ id }) => id !== this.openId()));

  /** Null for a line that was removed, undefined until the lines are known. */
  protected lineOf({ sessionId }: Conversation): string | null | undefined {
    const line = this.#lines.find(sessionId);
    return line === null ? null : line?.name;
  }
}
