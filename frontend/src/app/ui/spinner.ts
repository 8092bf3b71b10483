import { Component, input } from '@angular/core';

/** A turning ring beside a word that says what is going on; by itself it says nothing to a screen reader. */
@Component({
  selector: 'app-spinner',
  template: '',
  styles: `
    :host {
      display: inline-block;
      flex: none;
      border: 2px solid currentColor;
      border-right-color: transparent;
      border-radius: 50%;
      animation: turn 0.8s linear infinite;
    }
    @keyframes turn {
      to {
        rotate: 1turn;
      }
    }
  `,
  host: { 'aria-hidden': 'true', '[style.width.px]': 'size()', '[style.height.px]': 'size()' },
})
export class Spinner {
  /** Pixels. */
  readonly size = input(18);
}
