import { Component, input, output } from '@angular/core';

let switches = 0;

/** Something that is on or off, and what follows from it. It shows what is true, which the one who hears of it decides. */
@Component({
  selector: 'app-switch-field',
  template: `
    <div class="words">
      <label class="field-label" [for]="id">{{ label() }}</label>
      <p class="field-hint" [id]="id + '-hint'">{{ hint() }}</p>
    </div>
    <input
      #box
      type="checkbox"
      role="switch"
      [id]="id"
      [checked]="checked()"
      [attr.aria-describedby]="id + '-hint'"
      (change)="box.checked = checked(); wanted.emit(!checked())"
    />
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
    label,
    input {
      cursor: pointer;
    }
    input {
      position: relative;
      flex: none;
      width: 44px;
      height: 24px;
      margin: 10px 0;
      border: 1px solid var(--color-border-strong);
      border-radius: var(--radius-round);
      appearance: none;
      background: var(--color-surface-sunken);
      transition: background-color var(--motion-fast);
    }
    input::before {
      position: absolute;
      inset: 3px auto 3px 3px;
      width: 16px;
      border-radius: 50%;
      background: var(--color-border-strong);
      content: '';
      transition: translate var(--motion-fast);
    }
    input:checked {
      border-color: var(--color-accent);
      background: var(--color-accent);
    }
    input:checked::before {
      background: var(--color-on-accent);
      translate: 20px;
    }
    @media (forced-colors: active) {
      input {
        appearance: auto;
      }
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
