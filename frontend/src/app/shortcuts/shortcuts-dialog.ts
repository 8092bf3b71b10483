import { Component, computed, DOCUMENT, type ElementRef, inject, output, viewChild } from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import { SignInStore } from '../sign-in';
import { Icon, Modal } from '../ui';
import { keyName } from './key-name';
import { everywhere, ofChat } from './listed-shortcuts';

/** What can be done from the keyboard. Shown for as long as it exists; Esc and the cross close it. */
@Component({
  selector: 'app-shortcuts-dialog',
  imports: [Icon, Modal, TranslocoDirective],
  templateUrl: './shortcuts-dialog.html',
  styleUrl: './shortcuts-dialog.css',
  providers: [provideTranslocoScope('shortcuts')],
})
export class ShortcutsDialog {
  readonly #user = inject(SignInStore).user;
  readonly #platform = inject(DOCUMENT).defaultView?.navigator.platform ?? '';

  readonly closed = output();
  protected readonly groups = computed(() => [everywhere, ...(this.#user()?.clientCode ? ofChat : [])]);
  private readonly dialog = viewChild<ElementRef<HTMLDialogElement>>('dialog');

  protected nameOf(key: string): string | null {
    return keyName(key, this.#platform);
  }

  protected close(): void {
    this.dialog()?.nativeElement.close();
  }
}
