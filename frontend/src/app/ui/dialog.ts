import { Component, type ElementRef, input, output, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Icon } from './icon';
import { Modal } from './modal';

let count = 0;

/** A dialog with a heading and a cross, on top of the page for as long as it exists. */
@Component({
  selector: 'app-dialog',
  imports: [Icon, Modal, TranslocoPipe],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      [attr.aria-labelledby]="id"
      (cancel)="holdsWork() && $event.preventDefault()"
      (close)="closed.emit()"
    >
      <div class="top">
        <h2 [id]="id">{{ heading() }}</h2>
        <button class="button button-icon" type="button" [attr.aria-label]="'ui.close' | transloco" (click)="close()">
          <svg appIcon="x"></svg>
        </button>
      </div>
      <ng-content />
    </dialog>
  `,
  styles: `
    /* It stands in front of the page, and takes no place in its grid. */
    :host {
      display: contents;
    }
    dialog {
      width: min(780px, calc(100vw - 32px));
      max-height: calc(100dvh - 32px);
      padding: var(--space-4) var(--space-6) var(--space-6);
      color: var(--color-text);
      box-shadow: var(--shadow-floating);
      overflow: auto;
    }
    dialog::backdrop {
      background: rgb(0 0 0 / 45%);
    }
    .top {
      display: flex;
      gap: var(--space-2);
      align-items: center;
      justify-content: space-between;
      margin-bottom: var(--space-3);
    }
    @media (max-width: 700px) {
      dialog {
        padding: var(--space-3) var(--space-4) var(--space-4);
      }
    }
  `,
})
export class Dialog {
  readonly heading = input.required<string>();
  /** Whether something in it would be lost: Esc then leaves it open, and only a button closes it. */
  readonly holdsWork = input(false);
  readonly closed = output();

  protected readonly id = `dialog-${(count += 1)}`;
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  /** The browser gives the focus back to whatever had it before. */
  close(): void {
    this.dialog().nativeElement.close();
  }
}
