import { inject, Service, signal } from '@angular/core';
import { finalize, map, type Observable } from 'rxjs';
import type { Media } from '#contract/messages';
import { ApiClient } from '../../api';
import type { UnsentFile, UnsentMessage } from '../../offline';

/** A slow line takes minutes over a large file, but something of it leaves all the time. */
const UPLOAD_TIMEOUT = 60_000;

/** Brings files to the server. */
@Service()
export class FileUpload {
  readonly #api = inject(ApiClient);

  readonly #parts = signal<ReadonlyMap<string, number>>(new Map());

  /** Which part of each file that is on its way has left, from 0 to 1, by `clientMessageId`. */
  readonly parts = this.#parts.asReadonly();

  /** Emits the id the server has the file of a message under. */
  upload({ clientMessageId }: UnsentMessage, { blob, name }: UnsentFile): Observable<string> {
    const headers = {
      'Content-Type': blob.type || 'application/octet-stream',
      // Headers hold no letters beyond ASCII.
      'X-File-Name': encodeURIComponent(name),
    };
    return this.#api
      .upload<{ media: Media }>('/media', blob, { headers, timeout: UPLOAD_TIMEOUT }, (part) => {
        this.#note(clientMessageId, Math.floor(part * 100) / 100);
      })
      .pipe(
        map(({ media }) => media.id),
        finalize(() => {
          this.#note(clientMessageId, null);
        }),
      );
  }

  #note(clientMessageId: string, part: number | null): void {
    if (part === (this.#parts().get(clientMessageId) ?? null)) return;
    this.#parts.update((parts) => {
      const others = [...parts].filter(([id]) => id !== clientMessageId);
      return new Map(part === null ? others : [...others, [clientMessageId, part]]);
    });
  }
}
