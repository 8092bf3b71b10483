import { inject, Service } from '@angular/core';
import type { Observable } from 'rxjs';
import type {
  ImportContactsRequest,
  ImportContactsResponse,
  ImportPreview,
  PreviewImportRequest,
} from '#contract/contact-import';
import { ApiClient } from '../../api';

/** A portion may wait for others that write. Milliseconds. */
const PORTION_TIMEOUT = 60_000;

/** The calls about imports of contacts. */
@Service()
export class ImportApi {
  readonly #api = inject(ApiClient);

  preview(request: PreviewImportRequest): Observable<ImportPreview> {
    return this.#api.post<ImportPreview>('/contacts/import/preview', request);
  }

  take(portion: ImportContactsRequest): Observable<ImportContactsResponse> {
    return this.#api.post<ImportContactsResponse>('/contacts/import', portion, { timeout: PORTION_TIMEOUT });
  }
}
