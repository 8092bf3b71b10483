import { Component, computed, inject, input, signal } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { ContactFilePage, FileKind } from '#contract/contacts';
import type { Message } from '#contract/messages';
import { ApiClient } from '../../api';
import { EnhancedErrorHandlerService } from '../../errors';
import { LateParts } from '../../screens';
import { Icon, Skeleton, Spinner } from '../../ui';
import { DateWords } from '../dates/date-words';
import { MediaViewer } from '../message-contents/media-viewer';
import { MessageMedia } from '../message-contents/message-media';
import { MessageTargets } from '../message-search/message-targets';
import { mediaViewerCode } from '../message-list/message-parts';
import { filesAfter } from './files-after';
import { LiveList } from './live-list';
import { takesInAnother } from './takes-in-another';

/** At first, and with each further page. */
const FIRST = 9;
const FURTHER = 30;

/** What was sent to and fro with a contact, in all conversations, newest first: pictures to open, documents, recordings. */
@Component({
  selector: 'app-contact-files',
  imports: [Icon, MediaViewer, MessageMedia, Skeleton, Spinner, TranslocoDirective],
  templateUrl: './contact-files.html',
  styleUrl: './contact-files.css',
})
export class ContactFiles {
  readonly #api = inject(ApiClient);
  readonly #parts = inject(LateParts);
  readonly #targets = inject(MessageTargets);
  readonly #errors = inject(EnhancedErrorHandlerService);
  protected readonly dates = inject(DateWords);

  readonly contactId = input.required<string>();

  protected readonly kinds: readonly FileKind[] = ['visual', 'document', 'audio'];
  protected readonly kind = signal<FileKind>('visual');
  protected readonly viewed = signal<Message | null>(null);
  protected readonly list = new LiveList<Message>({
    key: computed(() => `files-of/${this.contactId()}/${this.kind()}`),
    fetch: (cursor) =>
      this.#api.get<ContactFilePage>(`/contacts/${encodeURIComponent(this.contactId())}/files`, {
        query: { kind: this.kind(), limit: cursor === undefined ? FIRST : FURTHER, cursor },
      }),
    after: (files, event) => filesAfter(files, event, { contactId: this.contactId(), kind: this.kind() }),
    isOutdatedBy: (event) => takesInAnother(this.contactId(), event),
  });

  /** What can be shown of it now, small. */
  protected pictureOf({ type, media }: Message): string | null {
    const isPicture = media?.state === 'ready' && type === 'image';
    return media?.thumbnailUrl ?? (isPicture ? media.url : null);
  }

  /** Where the panel covers the conversation, it goes with its place in the address. */
  protected goTo(message: Message): void {
    this.viewed.set(null);
    this.#targets.goTo(message);
  }

  protected async view(message: Message): Promise<void> {
    if (await this.#parts.need(mediaViewerCode)) this.viewed.set(message);
  }

  /** Its event tells what has become of it. */
  protected refetch({ media }: Message): void {
    this.#api.post(`/media/${encodeURIComponent(media?.id ?? '')}/retry`).subscribe({
      error: (error: unknown) => {
        this.#errors.tellFailure(error);
      },
    });
  }
}
