import { Component, computed, inject, input, output } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { Media, Message } from '#contract/messages';
import { Icon, Spinner } from '../../ui';
import { AudioPlayer } from './audio-player';
import { kindKey } from './content-words';
import { FileSize } from './file-size';

/** The largest picture in a bubble, in pixels. */
const WIDEST = 300;
const HIGHEST = 320;
/** The shape of a picture whose size nobody has told. */
const UNKNOWN = { width: 4, height: 3 };

/** The file of a message: a picture to open, something to listen to, or something to save. */
@Component({
  selector: 'app-message-media',
  imports: [AudioPlayer, Icon, Spinner, TranslocoDirective],
  templateUrl: './message-media.html',
  styleUrl: './message-media.css',
})
export class MessageMedia {
  protected readonly sizes = inject(FileSize);

  readonly message = input.required<Message>();
  readonly media = input.required<Media>();
  /** A person wants to see it large. */
  readonly opened = output();
  /** A person wants it to be fetched from WhatsApp again. */
  readonly refetched = output();

  protected readonly isPicture = computed(() => ['image', 'video', 'sticker'].includes(this.message().type));
  protected readonly kind = computed(() => kindKey(this.message()));
  /** What can be shown now: the file itself, or the small picture WhatsApp sent along. */
  protected readonly picture = computed(() => {
    const { state, url, thumbnailUrl } = this.media();
    const isMoving = this.message().type === 'video';
    return state === 'ready' && !isMoving ? url : (thumbnailUrl ?? null);
  });
  /** Its place in the bubble is kept from the start, so that nothing moves when it arrives. */
  protected readonly box = computed(() => {
    const { width = UNKNOWN.width * 60, height = UNKNOWN.height * 60 } = this.media();
    const limit = this.message().type === 'sticker' ? 160 : WIDEST;
    const scale = Math.min(limit / width, HIGHEST / height, 1);
    return { width: Math.max(80, Math.round(width * scale)), ratio: `${width} / ${height}` };
  });
}
