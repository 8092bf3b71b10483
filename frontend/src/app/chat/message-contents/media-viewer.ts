import { Component, computed, input, output } from '@angular/core';
import { LucideDownload, LucideMessageSquareText, LucideX } from '@lucide/angular';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Media, Message } from '#contract/messages';
import { Modal } from '../../ui';
import { kindKey } from './content-words';

/** A picture or a video, as large as the screen. Shown for as long as it exists; Esc closes it. */
@Component({
  selector: 'app-media-viewer',
  imports: [LucideDownload, LucideMessageSquareText, LucideX, Modal, TranslocoDirective],
  template: `
    <dialog appModal #dialog *transloco="let t" [attr.aria-label]="t('chat.' + kind())" (close)="closed.emit()">
      <div class="tools">
        @if (leadsToMessage()) {
          <button
            type="button"
            class="tool"
            [attr.aria-label]="t('conversation.goToMessage')"
            (click)="placeWanted.emit()"
          >
            <svg lucideMessageSquareText aria-hidden="true"></svg>
          </button>
        }
        <a
          class="tool"
          [href]="media().url"
          [attr.download]="media().fileName ?? ''"
          [attr.aria-label]="t('conversation.save')"
        >
          <svg lucideDownload aria-hidden="true"></svg>
        </a>
        <button type="button" class="tool" [attr.aria-label]="t('conversation.close')" (click)="dialog.close()">
          <svg lucideX aria-hidden="true"></svg>
        </button>
      </div>
      @if (message().type === 'video') {
        <video [src]="media().url" controls autoplay></video>
      } @else {
        <img [src]="media().url" [alt]="message().text ?? t('chat.' + kind())" />
      }
      @if (message().text; as caption) {
        <p>{{ caption }}</p>
      }
    </dialog>
  `,
  styleUrl: './media-viewer.css',
})
export class MediaViewer {
  readonly message = input.required<Message>();
  readonly media = input.required<Media>();
  /** Whether it is seen elsewhere than in its conversation. */
  readonly leadsToMessage = input(false);
  /** A person wants to see the message it came with. */
  readonly placeWanted = output();
  readonly closed = output();

  protected readonly kind = computed(() => kindKey(this.message()));
}
