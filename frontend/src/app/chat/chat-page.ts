import { NgTemplateOutlet } from '@angular/common';
import {
  Component,
  DOCUMENT,
  effect,
  inject,
  input,
  signal,
  untracked,
  viewChild,
  ViewContainerRef,
} from '@angular/core';
import { Router } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import { Colleagues } from '../colleagues';
import { LateParts, MissedPart } from '../screens';
import { onShortcut } from '../shortcuts';
import { EmptyState, Icon, Skeleton } from '../ui';
import { conversationCode, conversationTexts, newConversationCode } from './chat-parts';
import { ConversationListStore } from './conversation-list/conversation-list-store';
import { ConversationList } from './conversation-list/conversation-list';
import { viewOf } from './conversation-list/list-view';
import { ConversationView } from './conversation/conversation-view';

/** The chat: the conversations, and beside them the one that is open. On a narrow screen one at a time. */
@Component({
  selector: 'app-chat-page',
  imports: [
    ConversationList,
    ConversationView,
    EmptyState,
    Icon,
    MissedPart,
    NgTemplateOutlet,
    Skeleton,
    TranslocoDirective,
  ],
  templateUrl: './chat-page.html',
  styleUrl: './chat-page.css',
  host: {
    '[class.has-open]': 'conversationId() !== undefined',
    '[class.has-panel]': 'conversationId() !== undefined && hasPanel()',
  },
})
export class ChatPage {
  readonly #list = inject(ConversationListStore);
  readonly #router = inject(Router);
  readonly #document = inject(DOCUMENT);
  readonly #parts = inject(LateParts);
  protected readonly conversationList = viewChild.required(ConversationList);
  private readonly dialog = viewChild.required('dialog', { read: ViewContainerRef });

  constructor() {
    effect(() => {
      const view = viewOf({
        filter: this.filter(),
        session: this.session(),
        agent: this.agent(),
        waiting: this.waiting(),
        unread: this.unread(),
      });
      if (view)
        untracked(() => {
          this.#list.show(view);
        });
    });
    // Names are fetched beside the first page, not with the first row that needs one.
    inject(Colleagues);
    onShortcut('search', (event) => {
      event.preventDefault();
      this.conversationList().focusSearch();
    });
    onShortcut('previous', (event) => {
      this.#openNeighbour(event, -1);
    });
    onShortcut('next', (event) => {
      this.#openNeighbour(event, 1);
    });
    onShortcut('back', (event) => {
      this.#goBack(event);
    });
  }

  /** From the address; undefined while no conversation is open. */
  readonly conversationId = input<string>();
  /** From the address: which conversations the list is to show. */
  readonly filter = input<string>();
  readonly session = input<string>();
  readonly agent = input<string>();
  readonly waiting = input<string>();
  readonly unread = input<string>();
  /** Whether what is known of the contact is open. */
  protected readonly hasPanel = signal(false);

  protected async beginConversation(): Promise<void> {
    const code = await this.#parts.need(newConversationCode);
    code?.showNewConversation(this.dialog());
  }

  /** Somebody is at the list, and may open a conversation before the page has rested. */
  protected expectOpening(): void {
    this.#parts.expect(conversationCode);
    this.#parts.expectTexts(conversationTexts);
  }

  /** Leaves the search, else the conversation. What lies on top of the page has Esc first. */
  #goBack(event: Event): void {
    const onTop = ':popover-open, app-voice-note, app-contact-panel.passing';
    if (event.defaultPrevented || this.#document.querySelector(onTop)) return;
    if (!this.conversationList().leaveSearch() && this.conversationId() !== undefined) {
      void this.#router.navigate(['/chat']).then(() => {
        this.conversationList().focusRow();
      });
    }
  }

  /** Opens the next or the previous conversation of the list. */
  #openNeighbour(event: Event, step: 1 | -1): void {
    const conversations = this.#list.conversations();
    const index = conversations.findIndex(({ id }) => id === this.conversationId());
    const neighbour = conversations[index < 0 ? 0 : index + step];
    event.preventDefault();
    if (neighbour) void this.#router.navigate(['/chat', neighbour.id]);
    // Behind the last one that is loaded there may be others.
    else if (step > 0) this.#list.loadMore();
  }
}
