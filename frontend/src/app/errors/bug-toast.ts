import { Component, type ElementRef, signal, viewChild } from '@angular/core';
import { TranslocoPipe } from '@jsverse/transloco';
import { Toast } from 'ngx-toastr';

/** Says that something went wrong here, and under which reference, its message, it can be asked about. */
@Component({
  selector: 'app-bug-toast',
  imports: [TranslocoPipe],
  template: `
    <button type="button" class="toast-close-button" [attr.aria-label]="'ui.close' | transloco" (click)="remove()">
      <span aria-hidden="true">&times;</span>
    </button>
    <p role="alert" class="toast-message">
      {{ 'errors.bugReported' | transloco }} <code #code>{{ message() }}</code>
    </p>
    <button type="button" class="button" (click)="copyReference()">
      {{ (isCopied() ? 'errors.referenceCopied' : 'errors.copyReference') | transloco }}
    </button>
  `,
  styles: `
    :host {
      display: block;
    }
    p {
      margin: 0 0 var(--space-3);
    }
    code {
      font-size: var(--text-14);
      font-weight: 650;
      white-space: nowrap;
      user-select: all;
    }
  `,
  host: { '(focusin)': 'stickAround()' },
})
export class BugToast extends Toast {
  protected readonly isCopied = signal(false);
  private readonly code = viewChild.required<ElementRef<HTMLElement>>('code');

  /** Where the browser gives no clipboard, as on a page without HTTPS, the reference is selected instead. */
  protected async copyReference(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.message());
      this.isCopied.set(true);
    } catch {
      getSelection()?.selectAllChildren(this.code().nativeElement);
    }
  }
}
