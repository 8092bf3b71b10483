import { inject, Service } from '@angular/core';
import { map, type Observable, tap } from 'rxjs';
import type {
  AddContactsRequest,
  AddedRecipients,
  CampaignPage,
  CampaignReasons,
  CampaignResponse,
  Consent,
  CreateCampaignRequest,
  GivenRecipient,
  RecipientPage,
  RecipientSource,
  RecipientStatus,
  UpdateCampaignRequest,
} from '#contract/bulk-campaigns';
import { ApiClient } from '../../api';
import { type Cached, CacheService, type ReadRules } from '../../cache';
import { WhatsAppRealtimeService } from '../../realtime';

const LIST = 'bulk-campaigns';
/** Each recipient is looked up among those there are before the answer. Milliseconds. */
const OF_MANY = { timeout: 120_000 };

/** What can be done to a campaign that was started. */
export type CampaignAction = 'pause' | 'resume' | 'cancel' | 'retry-failed';

/** The calls about bulk campaigns. */
@Service()
export class CampaignsApi {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);

  /** The newest campaigns, as they were when they were last read, and as they are; goes on trying without an answer. */
  list(rules: Pick<ReadRules, 'failed'> = {}): Observable<Cached<CampaignPage>> {
    return this.#cache.read(LIST, () => this.page(), { ttl: 0, insists: true, ...rules });
  }

  /** Those behind `cursor`, newest first. */
  page(cursor?: string): Observable<CampaignPage> {
    return this.#api.get<CampaignPage>('/bulk-campaigns', { query: { limit: 50, cursor } }).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }

  create(request: CreateCampaignRequest): Observable<CampaignResponse> {
    return this.#api.post<AddedRecipients>('/bulk-campaigns', request);
  }

  read(id: string): Observable<CampaignResponse> {
    return this.#api.get<CampaignResponse>(pathOf(id));
  }

  change(id: string, change: UpdateCampaignRequest): Observable<CampaignResponse> {
    return this.#api.patch<CampaignResponse>(pathOf(id), change);
  }

  /** Throws a draft away. */
  discard(id: string): Observable<void> {
    return this.#api.delete(pathOf(id));
  }

  /** At most `RECIPIENTS_AT_ONCE` of them. */
  addRecipients(
    id: string,
    recipients: readonly GivenRecipient[],
    from: { consent: Consent; source: RecipientSource },
  ): Observable<AddedRecipients> {
    return this.#api.post<AddedRecipients>(`${pathOf(id)}/recipients`, { recipients, ...from }, OF_MANY);
  }

  addContacts(id: string, request: AddContactsRequest): Observable<AddedRecipients> {
    return this.#api.post<AddedRecipients>(`${pathOf(id)}/recipients/from-contacts`, request, OF_MANY);
  }

  /** Takes everybody out of a draft. */
  empty(id: string): Observable<CampaignResponse> {
    return this.#api.delete<CampaignResponse>(`${pathOf(id)}/recipients`, OF_MANY);
  }

  /** In the order in which they were given; all of them without a `status`. */
  recipients(id: string, { status, cursor, limit = 100 }: RecipientQuery = {}): Observable<RecipientPage> {
    return this.#api.get<RecipientPage>(`${pathOf(id)}/recipients`, { query: { status, cursor, limit } });
  }

  reasons(id: string): Observable<CampaignReasons['items']> {
    return this.#api.get<CampaignReasons>(`${pathOf(id)}/reasons`).pipe(map(({ items }) => items));
  }

  /** At this ISO time; at once where it is null or past. */
  start(id: string, at: string | null): Observable<CampaignResponse> {
    return this.#api.post<CampaignResponse>(`${pathOf(id)}/start`, { at });
  }

  do(action: CampaignAction, id: string): Observable<CampaignResponse> {
    return this.#api.post<CampaignResponse>(`${pathOf(id)}/${action}`, {});
  }

  /** Sends what a recipient would get to this number; it counts nowhere. */
  test(id: string, phoneNumber: string): Observable<unknown> {
    return this.#api.post(`${pathOf(id)}/test`, { phoneNumber });
  }

  /** Where a browser gets the results as a file. */
  exportAddress(id: string): string {
    return `/api${pathOf(id)}/export.csv`;
  }
}

export interface RecipientQuery {
  readonly status?: RecipientStatus | undefined;
  readonly cursor?: string | undefined;
  readonly limit?: number;
}

function pathOf(id: string): string {
  return `/bulk-campaigns/${encodeURIComponent(id)}`;
}
