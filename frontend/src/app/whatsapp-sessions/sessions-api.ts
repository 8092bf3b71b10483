import { inject, Service } from '@angular/core';
import { map, type Observable, tap } from 'rxjs';
import type { SessionList, SessionResponse, WhatsAppSession } from '#contract/whatsapp-sessions';
import { ApiClient } from '../api';
import { type Cached, CacheService, type ReadRules } from '../cache';
import { WhatsAppRealtimeService } from '../realtime';

const LIST = 'whatsapp-sessions';
const listRules: ReadRules = {
  ttl: 60_000,
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

  /** The lines as they were when they were last read, and as they are; one request, whoever asks. */
  list({ insists = false }: Pick<ReadRules, 'insists'> = {}): Observable<Cached<SessionList>> {
    return this.#cache.read(LIST, () => this.#fetchList(), { ...listRules, insists });
  }

  add(name: string): Observable<WhatsAppSession> {
    return this.#session('/whatsapp/sessions', { kind: 'whatsapp-web', name });
  }

  /** Links an unlinked line (a QR follows) and connects a stopped one. */
  connect(id: string): Observable<WhatsAppSession> {
    return this.#session(`/whatsapp/sessions/${id}/connect`);
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

  #fetchList(): Observable<SessionList> {
    return this.#api.get<SessionList>('/whatsapp/sessions').pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }

  #session(path: string, body?: unknown): Observable<WhatsAppSession> {
    return this.#api.post<SessionResponse>(path, body).pipe(
      map(({ session }) => session),
      tap(() => {
        this.#cache.invalidate(LIST);
      }),
    );
  }
}
