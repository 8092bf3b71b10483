import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { isUndecided } from '#contract/message-status';
import { Colleagues } from '../../colleagues';
import { Lines } from '../../lines';
import { Avatar } from '../../ui';
import { contactName } from '../../contact-names';
import { MessageAuthors } from '../authors/message-authors';
import { ContentWords } from '../message-contents/content-words';
import { KindIcon } from '../message-contents/kind-icon';
import { FewLabels } from '../conversation-labels/few-labels';
import { DateWords } from '../dates/date-words';
import { MessageTick } from '../message-list/message-tick';
import { TypingStore } from '../typing/typing-store';

/** What the list shows of a conversation. It stands within a link to it. */
@Component({
  selector: 'app-conversation-row',
  imports: [Avatar, FewLabels, KindIcon, MessageTick, TranslocoDirective],
  templateUrl: './conversation-row.html',
  styleUrl: './conversation-row.css',
  host: { '[class.has-unread]': 'conversation().unread > 0' },
})
export class ConversationRow {
  readonly #authors = inject(MessageAuthors);
  readonly #colleagues = inject(Colleagues);
  readonly #typing = inject(TypingStore);
  protected readonly dates = inject(DateWords);
  readonly #words = inject(ContentWords);

  readonly conversation = input.required<Conversation>();

  readonly #lines = inject(Lines);

  /** Which line it is on, where there are several. */
  protected readonly lineName = computed(() =>
    this.#lines.all().length > 1 ? (this.#lines.find(this.conversation().sessionId)?.name ?? null) : null,
  );
  /** Whose conversation it is, once the name is known. */
  protected readonly assignee = computed(() => {
    const { assignedTo } = this.conversation();
    const name = this.#colleagues.nameOf(assignedTo);
    return assignedTo !== null && name !== null ? { id: assignedTo, name } : null;
  });
  protected readonly isGroup = computed(() => this.conversation().contact.kind === 'group');
  protected readonly name = computed(() => contactName(this.conversation().contact));
  protected readonly typist = computed(() => {
    const typist = this.#typing.typist(this.conversation());
    return typist && { word: typist.by, name: typist.participant ?? this.#colleagues.nameOf(typist.userId) };
  });
  /** The last message, unless somebody is writing the next one. */
  readonly #told = computed(() => (this.typist() ? undefined : this.conversation().lastMessage));
  /** Who wrote it, where that needs saying, and how far it got where it is the team's; whether it waits for a decision. */
  protected readonly author = computed(() => {
    const last = this.#told();
    if (last?.direction === 'out') {
      return { ...this.#authors.authorOf(last), status: last.status, isUndecided: isUndecided(last) };
    }
    return last?.participant ? { name: last.participant, word: last.author, status: null, isUndecided: false } : null;
  });
  /** What has a picture beside its words. */
  protected readonly picture = computed(() => {
    const last = this.#told();
    return last && (last.type !== 'text' || last.order) ? last : null;
  });
  protected readonly time = computed(() => this.conversation().lastMessage?.sentAt ?? this.conversation().updatedAt);

  /** Depends on the language. */
  protected lastWords(): string {
    const last = this.#told();
    return last ? this.#words.lineOf(last) : '';
  }
}
