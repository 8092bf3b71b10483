import { Component, inject, input } from '@angular/core';
import { Router } from '@angular/router';
import { LucideMessagesSquare } from '@lucide/angular';
import { TranslocoDirective } from '@jsverse/transloco';
import { Colleagues } from '../colleagues';
import { EmptyState } from '../ui';
import { ConversationListStore } from './conversation-list/conversation-list-store';
import { ConversationList } from './conversation-list/conversation-list';
import { ConversationView } from './conversation/conversation-view';

/** The chat: the conversations, and beside them the one that is open. On a narrow screen one at a time. */
@Component({
  selector: 'app-chat-page',
  imports: [ConversationList, ConversationView, EmptyState, LucideMessagesSquare, TranslocoDirective],
  templateUrl: './chat-page.html',
  styleUrl: './chat-page.css',
  host: {
    '[class.has-open]': 'conversationId() !== undefined',
    '(document:keydown.alt.arrowDown)': 'openNeighbour($event, 1)',
    '(document:keydown.alt.arrowUp)': 'openNeighbour($event, -1)',
  },
})
export class ChatPage {
  readonly #list = inject(ConversationListStore);
  readonly #router = inject(Router);

  constructor() {
    // Names are fetched beside the first page, not with the first row that needs one.
    inject(Colleagues);
  }

  /** From the address; undefined while no conversation is open. */
  readonly conversationId = input<string>();

  /** Opens the next or the previous conversation of the list. */
  protected openNeighbour(event: Event, step: 1 | -1): void {
    const conversations = this.#list.conversations();
    const index = conversations.findIndex(({ id }) => id === this.conversationId());
    const neighbour = conversations[index < 0 ? 0 : index + step];
    event.preventDefault();
    if (neighbour) {
      void this.#router.navigate(['/chat', neighbour.id]);
    }
  }
}
