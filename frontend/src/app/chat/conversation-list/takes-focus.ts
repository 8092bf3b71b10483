import { afterRenderEffect, Directive, ElementRef, inject, input } from '@angular/core';

/** Takes the focus when it is told to, also when its element is made only then. */
@Directive({ selector: '[appTakesFocus]' })
export class TakesFocus {
  readonly #element = inject<ElementRef<HTMLElement>>(ElementRef);
  /** Whether the keyboard has come to this element. */
  readonly appTakesFocus = input.required<boolean>();

  constructor() {
    afterRenderEffect(() => {
      if (this.appTakesFocus()) {
        this.#element.nativeElement.focus({ preventScroll: true });
      }
    });
  }
}
