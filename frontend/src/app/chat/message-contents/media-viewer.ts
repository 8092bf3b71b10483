import { Component, computed, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Media, Message } from '#contract/messages';
import { Icon, Modal } from '../../ui';
import { kindKey } from './content-words';

/** A picture or a video, as large as the screen. Shown for as long as it exists; Esc closes it. */
@Component({
  selector: 'app-media-viewer',
  imports: [Icon, Modal, TranslocoDirective],
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
            <svg appIcon="message-square-text"></svg>
          </button>
        }
        <a
          class="tool"
          [href]="media().url"
          [attr.download]="media().fileName ?? ''"
          [attr.aria-label]="t('conversation.save')"
        >
          <svg appIcon="download"></svg>
        </a>
        <button type="button" class="tool" [attr.aria-label]="t('conversation.close')" (click)="dialog.close()">
          <svg appIcon="x"></svg>
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
