import { Component, computed, inject, input } from '@angular/core';
import { RouterLink } from '@angular/router';
import { LucideArrowLeft } from '@lucide/angular';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation } from '#contract/conversations';
import { formatPhoneNumber } from '../../i18n';
import { Avatar } from '../../ui';
import { TypingStore } from '../typing/typing-store';

/** Who the conversation is with, and whether somebody is writing. */
@Component({
  selector: 'app-conversation-header',
  imports: [Avatar, LucideArrowLeft, RouterLink, TranslocoDirective],
  templateUrl: './conversation-header.html',
  styleUrl: './conversation-header.css',
})
export class ConversationHeader {
  readonly #typing = inject(TypingStore);

  readonly conversation = input.required<Conversation>();

  protected readonly phoneNumber = computed(() => {
    const { phoneNumber } = this.conversation().contact;
    return phoneNumber ? formatPhoneNumber(phoneNumber) : '';
  });
  protected readonly name = computed(() => this.conversation().contact.name || this.phoneNumber());
  protected readonly typist = computed(() => this.#typing.typist(this.conversation().contactId));
}
