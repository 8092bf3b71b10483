import {
  afterNextRender,
  Component,
  effect,
  type ElementRef,
  inject,
  Injector,
  output,
  signal,
  viewChild,
} from '@angular/core';
import { provideTranslocoScope, TranslocoDirective } from '@jsverse/transloco';
import type { UnsentFile } from '../../offline';
import { Dialog, Icon, Spinner } from '../../ui';
import { UnsavedChanges } from '../../unsaved-changes';
import { MakerForm } from '../message-makers/maker-form';
import type { Written } from '../sending';
import { asSticker, type StickerTrouble } from './as-sticker';

/** Makes a picture into a sticker, ready to be sent. Shown for as long as it exists. */
@Component({
  selector: 'app-sticker-dialog',
  imports: [Dialog, Icon, MakerForm, Spinner, TranslocoDirective],
  templateUrl: './sticker-dialog.html',
  styleUrl: './sticker-dialog.css',
  providers: [provideTranslocoScope('chat', 'conversation', 'stickers')],
})
export class StickerDialog {
  readonly #injector = inject(Injector);

  readonly made = output<Written>();
  readonly closed = output();

  protected readonly sticker = signal<UnsentFile | null>(null);
  /** The address under which the page shows it. */
  protected readonly address = signal<string | null>(null);
  protected readonly isMaking = signal(false);
  protected readonly fault = signal<StickerTrouble | 'missing' | null>(null);
  private readonly dialog = viewChild(Dialog);
  private readonly choose = viewChild<ElementRef<HTMLElement>>('choose');

  constructor() {
    inject(UnsavedChanges).watch(() => this.sticker() !== null);
    effect((onCleanup) => {
      const sticker = this.sticker();
      if (!sticker) return;
      const address = URL.createObjectURL(sticker.blob);
      this.address.set(address);
      onCleanup(() => {
        this.address.set(null);
        URL.revokeObjectURL(address);
      });
    });
    // A dialog gives the focus to the first field, and here is none.
    afterNextRender(() => {
      this.#focusChoose();
    });
  }

  protected async take(list: FileList | null): Promise<void> {
    const [picture] = [...(list ?? [])];
    if (!picture || this.isMaking()) return;
    this.isMaking.set(true);
    this.fault.set(null);
    const sticker = await asSticker(picture);
    this.isMaking.set(false);
    if ('trouble' in sticker) this.fault.set(sticker.trouble);
    this.sticker.set('trouble' in sticker ? null : sticker);
    afterNextRender(
      () => {
        this.#focusChoose();
      },
      { injector: this.#injector },
    );
  }

  protected send(): void {
    const file = this.sticker();
    if (!file) {
      if (!this.isMaking()) this.fault.update((fault) => fault ?? 'missing');
      this.#focusChoose();
      return;
    }
    this.made.emit({ text: '', file });
    this.dialog()?.close();
  }

  #focusChoose(): void {
    this.choose()?.nativeElement.focus();
  }
}
