import { Component, type ElementRef, output, signal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon, type IconName } from '../../ui';

/** What is made ready in a dialog of its own. */
export type Attachable = 'location' | 'contacts' | 'sticker';

const ICONS: readonly [Attachable, IconName][] = [
  ['location', 'map-pin'],
  ['contacts', 'contact'],
  ['sticker', 'sticker'],
];

/** What else than a text can be sent. Where there is no room for a clip beside it, files too. */
@Component({
  selector: 'app-attach-menu',
  imports: [Icon, TranslocoDirective],
  templateUrl: './attach-menu.html',
  styleUrl: './attach-menu.css',
})
export class AttachMenu {
  /** Files are wanted. */
  readonly filesAsked = output();
  readonly asked = output<Attachable>();

  protected readonly icons = ICONS;
  protected readonly isOpen = signal(false);
  private readonly menu = viewChild<ElementRef<HTMLElement>>('menu');

  protected askForFiles(): void {
    this.#close();
    this.filesAsked.emit();
  }

  protected ask(what: Attachable): void {
    this.#close();
    this.asked.emit(what);
  }

  protected followToggle({ newState }: ToggleEvent): void {
    this.isOpen.set(newState === 'open');
    if (newState === 'open') this.#items()[0]?.focus();
  }

  protected moveFocus(event: Event): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[(event as KeyboardEvent).key];
    if (step === undefined) return;
    event.preventDefault();
    const items = this.#items();
    const at = items.findIndex((item) => item.matches(':focus'));
    items[(at + step + items.length) % items.length]?.focus();
  }

  /** Those that are shown. */
  #items(): HTMLElement[] {
    const items = [...(this.menu()?.nativeElement.querySelectorAll<HTMLElement>('button') ?? [])];
    return items.filter((item) => item.checkVisibility());
  }

  /** The browser gives the focus back to what opened it. */
  #close(): void {
    this.menu()?.nativeElement.hidePopover();
  }
}
