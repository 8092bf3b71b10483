import { Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Modal } from './modal';

/** Asks before something is lost. Shown for as long as it exists; Esc and "Cancelar" answer no. */
@Component({
  selector: 'app-confirm-dialog',
  imports: [Modal, TranslocoPipe],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      aria-labelledby="confirm-heading"
      aria-describedby="confirm-text"
      (cancel)="$event.preventDefault(); decline()"
    >
      <h2 id="confirm-heading">{{ heading() }}</h2>
      <p id="confirm-text">{{ text() }}</p>
      <div class="actions">
        <button class="button" type="button" autofocus (click)="decline()">
          {{ refusal() || ('ui.cancel' | transloco) }}
        </button>
        <button class="button button-danger" type="button" (click)="confirm()">{{ action() }}</button>
      </div>
    </dialog>
  `,
  styles: `
    dialog {
      width: min(420px, calc(100vw - 32px));
      padding: var(--space-6);
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    p {
      margin-top: var(--space-2);
      color: var(--color-text-muted);
    }
    .actions {
      display: flex;
      flex-wrap: wrap;
      justify-content: end;
      gap: var(--space-2);
      margin-top: var(--space-6);
    }
  `,
})
export class ConfirmDialog {
  readonly heading = input.required<string>();
  /** What will be lost. */
  readonly text = input.required<string>();
  /** The word on the button that does it. */
  readonly action = input.required<string>();
  /** The word on the button that does not, where "Cancelar" would be taken for the other one. */
  readonly refusal = input('');
  readonly confirmed = output();
  readonly declined = output();
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected decline(): void {
    this.#close();
    this.declined.emit();
  }

  protected confirm(): void {
    this.#close();
    this.confirmed.emit();
  }

  /** The browser gives the focus back to whatever had it before. */
  #close(): void {
    this.dialog().nativeElement.close();
  }
}
