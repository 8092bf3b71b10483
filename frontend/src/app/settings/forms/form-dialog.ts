import { Component, type ElementRef, input, output, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { ConfirmDialog, Modal } from '../../ui';
import type { FormState } from './saved-form';

/** A form on top of the page, shown for as long as it exists. Enter saves; Esc and "Cancelar" ask before changes are lost. */
@Component({
  selector: 'app-form-dialog',
  imports: [ConfirmDialog, Modal, TranslocoPipe],
  template: `
    <dialog
      appModal
      #dialog
      class="card"
      aria-labelledby="form-dialog-heading"
      (cancel)="$event.preventDefault(); leave()"
      (close)="closed.emit()"
    >
      <form novalidate (submit)="save($event)">
        <h2 id="form-dialog-heading">{{ heading() }}</h2>
        <ng-content />
        <p class="field-error" role="alert">{{ failure() ? (failure()! | transloco) : '' }}</p>
        <div class="actions">
          <button class="button" type="button" (click)="leave()">{{ 'ui.cancel' | transloco }}</button>
          <button class="button button-primary" type="submit" [attr.aria-disabled]="form().isSending() || null">
            {{ action() }}
          </button>
        </div>
      </form>
    </dialog>
    @if (asking()) {
      <app-confirm-dialog
        [heading]="'settings.unsaved.heading' | transloco"
        [text]="'settings.unsaved.text' | transloco"
        [action]="'settings.unsaved.discard' | transloco"
        (confirmed)="close()"
        (declined)="asking.set(false)"
      />
    }
  `,
  styleUrl: './dialog.css',
})
export class FormDialog {
  readonly heading = input.required<string>();
  readonly form = input.required<FormState>();
  /** The word on the button that saves. */
  readonly action = input.required<string>();
  /** It is gone from the screen, saved or not. */
  readonly closed = output();
  /** The server has taken it. */
  readonly saved = output();

  protected readonly asking = signal(false);
  protected readonly failure = () => this.form().failure();
  private readonly dialog = viewChild.required<ElementRef<HTMLDialogElement>>('dialog');

  protected async save(event: Event): Promise<void> {
    event.preventDefault();
    if (!(await this.form().save())) return;
    this.saved.emit();
    this.close();
  }

  protected leave(): void {
    if (this.form().isDirty()) this.asking.set(true);
    else this.close();
  }

  /** The browser gives the focus back to whatever had it before. */
  protected close(): void {
    this.asking.set(false);
    this.dialog().nativeElement.close();
  }
}
