import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideArrowLeft } from '@lucide/angular';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { formatPhoneNumber } from '../../i18n';
import { Colleagues } from '../../colleagues';
import { ConversationViewers } from '../../presence';
import { Avatar } from '../../ui';
import { contactName } from '../contacts/contact-name';
import { TypingStore } from '../typing/typing-store';

/** Who the conversation is with, whether somebody is writing, and which colleagues look at it too. */
@Component({
  selector: 'app-conversation-header',
  imports: [Avatar, ConversationViewers, LucideArrowLeft, RouterLink, TranslocoDirective],
  templateUrl: './conversation-header.html',
  styleUrl: './conversation-header.css',
})
export class ConversationHeader {
  readonly #typing = inject(TypingStore);
  readonly #colleagues = inject(Colleagues);

  readonly conversation = input.required<Conversation>();

  protected readonly phoneNumber = computed(() => {
    const { phoneNumber } = this.conversation().contact;
    return phoneNumber ? formatPhoneNumber(phoneNumber) : '';
  });
  protected readonly isGroup = computed(() => this.conversation().contact.kind === 'group');
  protected readonly name = computed(() => contactName(this.conversation().contact));
  /** Who is writing: a word for whoever it is, and the name of a colleague or of somebody in a group once it is known. */
  protected readonly typist = computed(() => {
    const typist = this.#typing.typist(this.conversation().contactId);
    return typist && { word: typist.by, name: typist.participant ?? this.#colleagues.nameOf(typist.userId) };
  });
}
