import { inject, Service } from '@angular/core';
import { type Observable, tap } from 'rxjs';
import type { ContactDeletionResponse, ContactFiguresResponse } from '#contract/contacts';
import type { Contact } from '#contract/conversations';
import { ApiClient } from '../api';
import { WhatsAppRealtimeService } from '../realtime';

/** The calls about deleting the data of a contact. */
@Service()
export class DeletionApi {
  readonly #api = inject(ApiClient);
  readonly #realtime = inject(WhatsAppRealtimeService);

  /** The contact as they are now, and what would be lost with them. */
  figures(id: string): Observable<ContactFiguresResponse> {
    return this.#api.get<ContactFiguresResponse>(`${pathOf(id)}/figures`);
  }

  /** For good. Fails with `conflict` where the contact is not as it was seen. */
  delete({ id, version }: Pick<Contact, 'id' | 'version'>, leaveAlone: boolean): Observable<ContactDeletionResponse> {
    const query = { version, leaveAlone: String(leaveAlone) };
    return this.#api.delete<ContactDeletionResponse>(pathOf(id), { query }).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }
}

function pathOf(id: string): string {
  return `/contacts/${encodeURIComponent(id)}`;
}
