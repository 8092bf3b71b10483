import { Component, effect, type ElementRef, inject, input, untracked, viewChildren } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { Message } from '#contract/messages';
import { MarkedText } from '../../found-text';
import { Avatar, EmptyState, ErrorState, Skeleton } from '../../ui';
import { MessageAuthors } from '../authors/message-authors';
import { contactName } from '../../contact-names';
import { rowAfterKey } from '../conversation-list/list-keys';
import { DateWords } from '../dates/date-words';
import { ContentWords } from '../message-contents/content-words';
import { MessageSearch } from './message-search';
import { MessageTargets } from './message-targets';

/** The messages in which something was found, whoever they are from; each leads to its place in its conversation. */
@Component({
  selector: 'app-message-hits',
  imports: [Avatar, EmptyState, ErrorState, MarkedText, Skeleton, TranslocoDirective],
  templateUrl: './message-hits.html',
  styleUrl: './message-hits.css',
  providers: [provideTranslocoScope('chat', 'message-search')],
  host: { '(keydown)': 'moveFocus($event)' },
})
export class MessageHits {
  readonly #targets = inject(MessageTargets);
  readonly #authors = inject(MessageAuthors);
  protected readonly words = inject(ContentWords);
  protected readonly dates = inject(DateWords);
  protected readonly search = new MessageSearch();

  readonly query = input.required<string>();
  private readonly hits = viewChildren<ElementRef<HTMLElement>>('hitButton');

  constructor() {
    effect(() => {
      const query = this.query();
      untracked(() => {
        this.search.search({ query, conversationId: null });
      });
    });
  }

  protected hitOf(message: Message) {
    const conversation = this.search.conversationOf(message);
    const isGroup = conversation?.contact.kind === 'group';
    const author = message.direction === 'out' ? this.#authors.authorOf(message) : null;
    return { id: message.contactId, isGroup, author, name: conversation ? contactName(conversation.contact) : '' };
  }

  protected moveFocus(event: KeyboardEvent): void {
    const hits = this.hits().map(({ nativeElement }) => nativeElement);
    const index = rowAfterKey(event, hits.indexOf(event.target as HTMLElement), hits.length);
    if (index === null) return;
    event.preventDefault();
    hits[index]?.focus();
  }

  protected goTo(message: Message): void {
    this.#targets.goTo(message);
  }
}
