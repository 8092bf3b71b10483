import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';
import type { Media } from '#contract/messages';
import { ApiClient } from '../../api';
import type { UnsentFile } from '../../offline';

/** A slow line takes minutes over a file of the largest size. */
const UPLOAD_TIMEOUT = 600_000;

/** Brings files to the server. */
@Service()
export class FileUpload {
  readonly #api = inject(ApiClient);

  /** Emits the id the server has it under. */
  upload({ blob, name }: UnsentFile): Observable<string> {
    const headers = {
      'Content-Type': blob.type || 'application/octet-stream',
      // Headers hold no letters beyond ASCII.
      'X-File-Name': encodeURIComponent(name),
    };
    return this.#api
      .post<{ media: Media }>('/media', blob, { headers, timeout: UPLOAD_TIMEOUT })
      .pipe(map(({ media }) => media.id));
  }
}
