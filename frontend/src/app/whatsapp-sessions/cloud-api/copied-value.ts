import { Component, type ElementRef, input, linkedSignal, viewChild } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { Icon } from '../../ui';

/** Something to be copied to Meta's pages. */
@Component({
  selector: 'app-copied-value',
  imports: [Icon, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'whatsappSessions'">
      <code #shown>{{ value() }}</code>
      <button class="button" type="button" [attr.aria-label]="t('cloud.copy', { what: what() })" (click)="copy()">
        @if (isCopied()) {
          <svg appIcon="check"></svg>
        } @else {
          <svg appIcon="copy"></svg>
        }
        {{ t(isCopied() ? 'code.copied' : 'code.copy') }}
      </button>
      <span class="visually-hidden" role="status">{{ isCopied() ? t('code.copied') : '' }}</span>
    </ng-container>
  `,
  styles: `
    :host {
      display: flex;
      flex-wrap: wrap;
      gap: var(--space-2);
      align-items: center;
      min-width: 0;
    }
    code {
      flex: 1 1 240px;
      min-width: 0;
      padding: var(--space-2) var(--space-3);
      border-radius: var(--radius-control);
      background: var(--color-surface-sunken);
      font-size: var(--text-13);
      overflow-wrap: anywhere;
    }
  `,
})
export class CopiedValue {
  readonly value = input.required<string>();
  /** What it is, for the name of the button. */
  readonly what = input.required<string>();
  protected readonly isCopied = linkedSignal({ source: this.value, computation: () => false });
  private readonly shown = viewChild<ElementRef<HTMLElement>>('shown');

  /** Where the browser gives no clipboard, as on a page without HTTPS, it is selected instead. */
  protected async copy(): Promise<void> {
    try {
      await navigator.clipboard.writeText(this.value());
      this.isCopied.set(true);
    } catch {
      const shown = this.shown()?.nativeElement;
      if (shown) getSelection()?.selectAllChildren(shown);
    }
  }
}
