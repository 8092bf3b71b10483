import { afterRenderEffect, Component, computed, ElementRef, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { formatPhoneNumber } from '../../i18n';
import { SignInStore } from '../../sign-in';
import { Avatar } from '../../ui';
import { DateWords } from '../dates/date-words';
import { MessageTick } from '../message-list/message-tick';
import { TypingStore } from '../typing/typing-store';

/** What the list shows of a conversation. It stands in a link to it. */
@Component({
  selector: 'a[appConversationRow]',
  imports: [Avatar, MessageTick, TranslocoDirective],
  templateUrl: './conversation-row.html',
  styleUrl: './conversation-row.css',
  host: { '[class.open]': 'isOpen()', '[attr.aria-current]': "isOpen() ? 'page' : null" },
})
export class ConversationRow {
  readonly #user = inject(SignInStore).user;
  readonly #typing = inject(TypingStore);
  readonly #link = inject<ElementRef<HTMLAnchorElement>>(ElementRef);
  protected readonly dates = inject(DateWords);

  readonly conversation = input.required<Conversation>();
  /** Whether this is the conversation that is being read. */
  readonly isOpen = input(false);
  /** Whether the keyboard has come to this row. */
  readonly takesFocus = input(false);

  protected readonly name = computed(() => {
    const { name, phoneNumber } = this.conversation().contact;
    return name || (phoneNumber ? formatPhoneNumber(phoneNumber) : '');
  });
  protected readonly isTyping = computed(() => {
    const typist = this.#typing.typist(this.conversation().contactId);
    return typist === 'contact' || typist === 'bot';
  });
  protected readonly lastMessage = computed(() => this.conversation().lastMessage);
  protected readonly author = computed(() => {
    const { author, userId } = this.lastMessage() ?? {};
    return author === 'user' && userId === this.#user()?.id ? 'you' : author;
  });
  protected readonly time = computed(() => this.lastMessage()?.sentAt ?? this.conversation().updatedAt);

  constructor() {
    afterRenderEffect(() => {
      if (this.takesFocus()) {
        this.#link.nativeElement.focus({ preventScroll: true });
      }
    });
  }
}
