import { inject, Service } from '@angular/core';
import { forkJoin, map, type Observable, tap } from 'rxjs';
import type {
  ContactChoice,
  ContactCounts,
  ContactPage,
  ContactResponse,
  CreateContactRequest,
  ListedContact,
  OneContactResponse,
} from '#contract/contacts';
import type { ConversationPage } from '#contract/conversations';
import { ApiClient } from '../../api';
import { WhatsAppRealtimeService } from '../../realtime';
import { conversationsWith } from './contact-rows';

/** The calls about contacts as a list. */
@Service()
export class ContactsApi {
  readonly #api = inject(ApiClient);
  readonly #realtime = inject(WhatsAppRealtimeService);

  page(choice: ContactChoice, limit: number, cursor?: string): Observable<ContactPage> {
    const query = { ...choice, limit, cursor };
    return this.#api.get<ContactPage>('/contacts', { query }).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }

  counts(choice: ContactChoice): Observable<ContactCounts> {
    return this.#api.get<ContactCounts>('/contacts/counts', { query: choice });
  }

  /** One of them, as a list shows it. */
  one(id: string): Observable<ListedContact> {
    return forkJoin([
      this.#api.get<OneContactResponse>(`/contacts/${encodeURIComponent(id)}`),
      this.#api.get<ConversationPage>('/conversations', { query: { contact: id } }),
    ]).pipe(
      map(([{ contact, labels }, { items }]) => ({
        ...contact,
        labels,
        conversations: items.reduce(conversationsWith, []),
      })),
    );
  }

  add(contact: CreateContactRequest): Observable<ContactResponse> {
    return this.#api.post<ContactResponse>('/contacts', contact);
  }

  /** Where a browser gets those of a choice as a file. */
  exportAddress(choice: ContactChoice, language: string): string {
    return `/api/contacts/export.csv?${new URLSearchParams({ ...choice, language }).toString()}`;
  }
}
