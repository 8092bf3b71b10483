import { Component, ElementRef, inject, input, output } from '@angular/core';

/** Turns something on or off. It shows what is true, which the one who hears of it decides. */
@Component({
  selector: 'input[appSwitch]',
  template: '',
  styles: `
    :host {
      position: relative;
      flex: none;
      width: 44px;
      height: 24px;
      margin: 10px 0;
      border: 1px solid var(--color-border-strong);
      border-radius: var(--radius-round);
      appearance: none;
      background: var(--color-surface-sunken);
      cursor: pointer;
      transition: background-color var(--motion-fast);
    }
    :host::before {
      position: absolute;
      inset: 3px auto 3px 3px;
      width: 16px;
      border-radius: 50%;
      background: var(--color-border-strong);
      content: '';
      transition: translate var(--motion-fast);
    }
    :host(:checked) {
      border-color: var(--color-accent);
      background: var(--color-accent);
    }
    :host(:checked)::before {
      background: var(--color-on-accent);
      translate: 20px;
    }
    @media (forced-colors: active) {
      :host {
        appearance: auto;
      }
    }
  `,
  host: { type: 'checkbox', role: 'switch', '[checked]': 'on()', '(change)': 'ask()' },
})
export class Switch {
  readonly #box = inject<ElementRef<HTMLInputElement>>(ElementRef).nativeElement;
  readonly on = input.required<boolean>({ alias: 'appSwitch' });
  /** What somebody wants it to be. */
  readonly wanted = output<boolean>();

  protected ask(): void {
    this.#box.checked = this.on();
    this.wanted.emit(!this.on());
  }
}
