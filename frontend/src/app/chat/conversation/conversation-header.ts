import { Component, computed, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { RouterLink } from '@angular/router';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation, UpdateConversationRequest } from '#contract/conversations';
import { formatPhoneNumber } from '../../i18n';
import { Colleagues } from '../../colleagues';
import { ConversationViewers } from '../../presence';
import { Avatar, Icon } from '../../ui';
import { Lines } from '../../lines';
import { contactName } from '../../contact-names';
import { LabelPicker } from '../conversation-labels/label-picker';
import { TypingStore } from '../typing/typing-store';
import { BotSwitch } from './bot-switch';
import { ConversationActions } from './conversation-actions';

/** Who the conversation is with and on which line, who writes or looks at it too, and what can be decided about it. */
@Component({
  selector: 'app-conversation-header',
  imports: [
    Avatar,
    BotSwitch,
    ConversationActions,
    ConversationViewers,
    Icon,
    LabelPicker,
    RouterLink,
    TranslocoDirective,
  ],
  templateUrl: './conversation-header.html',
  styleUrl: './conversation-header.css',
})
export class ConversationHeader {
  readonly #typing = inject(TypingStore);
  readonly #colleagues = inject(Colleagues);

  readonly #lines = inject(Lines);

  readonly conversation = input.required<Conversation>();
  /** When somebody of the team has written in it last; null where nobody has, or it is not known. */
  readonly teamAt = input<string | null>(null);
  /** Whether what is known of the contact is open, where it is said who looks at it too. */
  readonly isPanelOpen = input(false);
  /** What a person wants changed about it. */
  readonly changed = output<UpdateConversationRequest>();
  /** Somebody wants to search in the conversation. */
  readonly findAsked = output();
  /** Somebody wants the panel opened, or closed. */
  readonly panelAsked = output();

  protected readonly line = computed(() => this.#lines.find(this.conversation().sessionId));

  protected readonly phoneNumber = computed(() => {
    const { phoneNumber } = this.conversation().contact;
    return phoneNumber ? formatPhoneNumber(phoneNumber) : '';
  });
  protected readonly isGroup = computed(() => this.conversation().contact.kind === 'group');
  protected readonly name = computed(() => contactName(this.conversation().contact));
  /** Who is writing: a word for whoever it is, and the name of a colleague or of somebody in a group once it is known. */
  protected readonly typist = computed(() => {
    const typist = this.#typing.typist(this.conversation());
    return typist && { word: typist.by, name: typist.participant ?? this.#colleagues.nameOf(typist.userId) };
  });
  private readonly opener = viewChild<ElementRef<HTMLElement>>('opener');

  /** Brings the keyboard to what opens the panel. */
  focusName(): void {
    this.opener()?.nativeElement.focus();
  }
}
