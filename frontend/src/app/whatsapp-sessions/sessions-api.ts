import { inject, Service } from '@angular/core';
import { map, type Observable, tap } from 'rxjs';
import type { CloudApiCheck, CloudApiChecks } from '#contract/cloud-api';
import type { SessionHistory, SessionList, SessionResponse, WhatsAppSession } from '#contract/whatsapp-sessions';
import { ApiClient } from '../api';
import { type Cached, CacheService, type ReadRules } from '../cache';
import { WhatsAppRealtimeService } from '../realtime';
import { filledIn, type TypedCredentials } from './cloud-api/credentials';

const LIST = 'whatsapp-sessions';
/** Milliseconds: the server answers once Meta has told it everything. */
const AT_META = { timeout: 90_000 };
const listRules: ReadRules = {
  ttl: 60_000,
  insists: true,
  invalidatedBy: [
    'whatsapp_state',
    'whatsapp_authenticated',
    'whatsapp_disconnected',
    'whatsapp_qr',
    'settings_changed',
  ],
};

/** The calls about a client's WhatsApp lines. */
@Service()
export class SessionsApi {
  readonly #api = inject(ApiClient);
  readonly #cache = inject(CacheService);
  readonly #realtime = inject(WhatsAppRealtimeService);

  /**
   * The lines as they were when they were last read, and as they are; one request, whoever asks. Goes on trying where the
   * server does not answer.
   */
  list(rules: Pick<ReadRules, 'failed'> = {}): Observable<Cached<SessionList>> {
    return this.#cache.read(LIST, () => this.#fetchList(), { ...listRules, ...rules });
  }

  add(name: string): Observable<WhatsAppSession> {
    return this.#session('/whatsapp/sessions', { kind: 'whatsapp-web', name });
  }

  /** One over Meta's Cloud API, which is connected at once. */
  addCloudLine(name: string, typed: TypedCredentials): Observable<WhatsAppSession> {
    const request = { kind: 'cloud-api', name, ...filledIn(typed) };
    return this.#changed(this.#api.post<SessionResponse>('/whatsapp/sessions', request, AT_META));
  }

  /** Replaces what was filled in of the credentials, and connects with them. */
  changeCredentials(id: string, typed: TypedCredentials): Observable<WhatsAppSession> {
    return this.#changed(this.#api.patch<SessionResponse>(`/whatsapp/sessions/${id}`, filledIn(typed), AT_META));
  }

  /** The line as it is now, with what only admins are told. */
  read(id: string): Observable<WhatsAppSession> {
    return this.#api.get<SessionResponse>(`/whatsapp/sessions/${id}`).pipe(map(({ session }) => session));
  }

  /** Examines what a line over Meta's Cloud API needs. */
  examine(id: string): Observable<readonly CloudApiCheck[]> {
    return this.#checks(`/whatsapp/sessions/${id}/checks`);
  }

  /** Has Meta send the webhooks of a line here, and examines it. */
  subscribe(id: string): Observable<readonly CloudApiCheck[]> {
    return this.#checks(`/whatsapp/sessions/${id}/subscribe`);
  }

  rename(id: string, name: string): Observable<WhatsAppSession> {
    return this.#changed(this.#api.patch<SessionResponse>(`/whatsapp/sessions/${id}`, { name }));
  }

  /**
   * Links an unlinked line (codes follow) and connects one that is down. With a `phoneNumber` a pairing code follows too, for
   * the phone that has this number.
   */
  connect(id: string, phoneNumber?: string): Observable<WhatsAppSession> {
    return this.#session(`/whatsapp/sessions/${id}/connect`, { ...(phoneNumber !== undefined && { phoneNumber }) });
  }

  /** Gives up linking before a phone has scanned; what waits for the line goes on waiting. */
  cancelLink(id: string): Observable<WhatsAppSession> {
    return this.#session(`/whatsapp/sessions/${id}/cancel-link`);
  }

  unlink(id: string): Observable<WhatsAppSession> {
    return this.#session(`/whatsapp/sessions/${id}/logout`);
  }

  remove(id: string): Observable<void> {
    return this.#api.delete(`/whatsapp/sessions/${id}`).pipe(
      tap(() => {
        this.#cache.invalidate(LIST);
      }),
    );
  }

  /** What a line went through, newest first; `before` is the `nextCursor` of the page before. */
  history(id: string, before?: string): Observable<SessionHistory> {
    return this.#api.get<SessionHistory>(`/whatsapp/sessions/${id}/history`, { query: { limit: 30, before } });
  }

  #fetchList(): Observable<SessionList> {
    return this.#api.get<SessionList>('/whatsapp/sessions').pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }

  #checks(path: string): Observable<readonly CloudApiCheck[]> {
    return this.#api.post<CloudApiChecks>(path, undefined, AT_META).pipe(map(({ checks }) => checks));
  }

  #session(path: string, body?: unknown): Observable<WhatsAppSession> {
    return this.#changed(this.#api.post<SessionResponse>(path, body));
  }

  #changed(answer: Observable<SessionResponse>): Observable<WhatsAppSession> {
    return answer.pipe(
      map(({ session }) => session),
      tap(() => {
        this.#cache.invalidate(LIST);
      }),
    );
  }
}
