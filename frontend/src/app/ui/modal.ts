import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';
import { swallowSecondClick } from './second-click';

/**
 * Shows a dialog on top of the page for as long as it exists. The browser keeps the keyboard within it, and gives the focus
 * back to whatever had it before when it is closed. The second of two quick clicks on what closes it reaches nothing else.
 */
@Directive({ selector: 'dialog[appModal]', host: { '(click)': 'guardWhatLiesBeneath()' } })
export class Modal {
  readonly #dialog = inject<ElementRef<HTMLDialogElement>>(ElementRef).nativeElement;

  constructor() {
    afterNextRender(() => {
      this.#dialog.showModal();
    });
  }

  /** With each click, for the first may close it before anything else hears of that. */
  protected guardWhatLiesBeneath(): void {
    const view = this.#dialog.ownerDocument.defaultView;
    if (view) swallowSecondClick(view, () => !this.#dialog.open || !this.#dialog.isConnected);
  }
}
