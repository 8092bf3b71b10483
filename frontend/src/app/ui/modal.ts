import { afterNextRender, Directive, ElementRef, inject } from '@angular/core';

/**
 * Shows a dialog on top of the page for as long as it exists. The browser keeps the keyboard within it, and gives the focus
 * back to whatever had it before when it is closed.
 */
@Directive({ selector: 'dialog[appModal]' })
export class Modal {
  constructor() {
    const dialog = inject<ElementRef<HTMLDialogElement>>(ElementRef).nativeElement;
    afterNextRender(() => {
      dialog.showModal();
    });
  }
}
