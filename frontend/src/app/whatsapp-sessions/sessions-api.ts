import { inject, Service } from '@angular/core';
import { map, type Observable } from 'rxjs';
import type { SessionList, SessionResponse, WhatsAppSession } from '#contract/whatsapp-sessions';
import { ApiClient } from '../api';

/** The calls about a client's WhatsApp lines. */
@Service()
export class SessionsApi {
  readonly #api = inject(ApiClient);

  list(): Observable<SessionList> {
    return this.#api.get('/whatsapp/sessions');
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
    return this.#api.delete(`/whatsapp/sessions/${id}`);
  }

  #session(path: string, body?: unknown): Observable<WhatsAppSession> {
    return this.#api.post<SessionResponse>(path, body).pipe(map(({ session }) => session));
  }
}
