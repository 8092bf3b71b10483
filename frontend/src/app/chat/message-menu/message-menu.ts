import { Clipboard } from '@angular/cdk/clipboard';
import { afterNextRender, Component, computed, type ElementRef, inject, input, output, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Message } from '#contract/messages';
import { Icon, placeBeside } from '../../ui';

/** What WhatsApp offers at once. */
const EMOJIS = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

/** What can be done with one message. Shown for as long as it exists, beside what opened it. */
@Component({
  selector: 'app-message-menu',
  imports: [Icon, TranslocoDirective],
  templateUrl: './message-menu.html',
  styleUrl: './message-menu.css',
  host: { '(keydown)': 'moveFocus($event)' },
})
export class MessageMenu {
  readonly #clipboard = inject(Clipboard);

  readonly message = input.required<Message>();
  /** What opened it, and gets the focus back. */
  readonly opener = input.required<HTMLElement>();
  /** Whether something can be sent in this conversation. */
  readonly canSend = input.required<boolean>();
  readonly answered = output();
  /** The emoji to react with; empty to take ours back. */
  readonly reacted = output<string>();
  /** Another emoji than those shown here is wanted to react with. */
  readonly moreWanted = output();
  readonly closed = output();

  protected readonly emojis = EMOJIS;
  protected readonly ours = computed(() => this.message().reactions?.find(({ fromMe }) => fromMe)?.emoji);
  /** Only what the server has, and WhatsApp knows of, can be answered. */
  protected readonly isAnswerable = computed(() => this.canSend() && this.message().type !== 'note');
  private readonly menu = viewChild<ElementRef<HTMLElement>>('menu');

  constructor() {
    afterNextRender(() => {
      this.#open();
    });
  }

  protected answer(): void {
    this.#close();
    this.answered.emit();
  }

  protected react(emoji: string): void {
    this.#close();
    this.reacted.emit(emoji === this.ours() ? '' : emoji);
  }

  protected wantMore(): void {
    this.#close();
    this.moreWanted.emit();
  }

  protected copy(): void {
    this.#clipboard.copy(this.message().text ?? '');
    this.#close();
  }

  protected moveFocus(event: Event): void {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[(event as KeyboardEvent).key];
    const items = [...(this.menu()?.nativeElement.querySelectorAll('button') ?? [])];
    if (step === undefined) return;
    event.preventDefault();
    const at = items.findIndex((item) => item.matches(':focus'));
    items[(at + step + items.length) % items.length]?.focus();
  }

  protected followToggle({ newState }: ToggleEvent): void {
    if (newState === 'closed') this.closed.emit();
  }

  #open(): void {
    const menu = this.menu()?.nativeElement;
    if (!menu) return;
    menu.showPopover();
    placeBeside(menu, this.opener());
    menu.querySelector('button')?.focus();
  }

  #close(): void {
    this.menu()?.nativeElement.hidePopover();
    this.opener().focus();
  }
}
