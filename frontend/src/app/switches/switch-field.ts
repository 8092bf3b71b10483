import { Component, input, output } from '@angular/core';
import { Switch } from './switch';

let switches = 0;

/** Something that is on or off, and what follows from it. It shows what is true, which the one who hears of it decides. */
@Component({
  selector: 'app-switch-field',
  imports: [Switch],
  template: `
    <div class="words">
      <label class="field-label" [for]="id">{{ label() }}</label>
      <p class="field-hint" [id]="id + '-hint'">{{ hint() }}</p>
    </div>
    <input [appSwitch]="checked()" [id]="id" [attr.aria-describedby]="id + '-hint'" (wanted)="wanted.emit($event)" />
  `,
  styles: `
    :host {
      display: flex;
      gap: var(--space-4);
      align-items: center;
      justify-content: space-between;
    }
    .words {
      display: grid;
      gap: var(--space-1);
    }
    .field-hint:empty {
      display: none;
    }
    label {
      cursor: pointer;
    }
  `,
})
export class SwitchField {
  readonly label = input.required<string>();
  readonly hint = input('');
  readonly checked = input.required<boolean>();
  /** What somebody wants it to be. */
  readonly wanted = output<boolean>();

  protected readonly id = `switch-${++switches}`;
}
