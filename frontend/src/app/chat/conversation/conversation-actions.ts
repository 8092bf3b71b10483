import { Component, computed, type ElementRef, inject, input, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Conversation, UpdateConversationRequest } from '#contract/conversations';
import { Colleagues } from '../../colleagues';
import { SignInStore } from '../../sign-in';
import { Avatar, Icon } from '../../ui';

/** What the team decides about a conversation: whose it is, and whether it is done. */
@Component({
  selector: 'app-conversation-actions',
  imports: [Avatar, Icon, TranslocoDirective],
  templateUrl: './conversation-actions.html',
  styleUrl: './conversation-actions.css',
})
export class ConversationActions {
  readonly #colleagues = inject(Colleagues);
  readonly #user = inject(SignInStore).user;

  readonly conversation = input.required<Conversation>();
  readonly changed = output<UpdateConversationRequest>();

  protected readonly menu = viewChild<ElementRef<HTMLElement>>('menu');
  /** What nobody has asked for is not in the page. */
  protected readonly isOpen = signal(false);
  protected readonly isClosed = computed(() => this.conversation().status === 'closed');
  protected readonly isMine = computed(() => this.conversation().assignedTo === this.#user()?.id);
  /** Null where it is nobody's. */
  protected readonly assignee = computed(() => {
    const { assignedTo } = this.conversation();
    return assignedTo === null ? null : { id: assignedTo, name: this.#colleagues.nameOf(assignedTo) ?? '' };
  });
  /** Oneself first: that is what is chosen most. */
  protected readonly choices = computed(() => {
    const me = this.#user()?.id;
    const people = this.#colleagues.active().map(({ id, name }) => ({ id, name, isMe: id === me }));
    return people.sort((a, b) => Number(b.isMe) - Number(a.isMe) || a.name.localeCompare(b.name));
  });

  protected assign(userId: string | null): void {
    this.menu()?.nativeElement.hidePopover();
    if (userId !== this.conversation().assignedTo) this.changed.emit({ assignedTo: userId });
  }

  protected closeOrReopen(): void {
    this.changed.emit({ status: this.isClosed() ? 'open' : 'closed' });
  }
}
