import { HttpClient } from '@angular/common/http';
import { DOCUMENT, inject, Service } from '@angular/core';
import { catchError, firstValueFrom, map, type Observable, of, timeout } from 'rxjs';
import type { MeResponse, SignedInUser } from '#contract/accounts';
import type { HandshakeTrial, ProbeAnswer } from '#contract/probe';
import { ApiClient, AppSettings, toApiError } from '../api';
import { newId } from '../ids';
import { WebSocketService, WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { type DoctorPorts, originOf, type Reply, type SocketTrial, type TrialRequest } from './examination';
import { trySocketIo } from './socket-trial';

/** How long a request of the doctor may take, in milliseconds: whoever waits longer has the answer already. */
const PATIENCE = 5_000;

/** The world as the doctor asks it: the browser, the app's own services, and the server. */
@Service()
export class BrowserPorts implements DoctorPorts {
  readonly #api = inject(ApiClient);
  readonly #http = inject(HttpClient);
  readonly #settings = inject(AppSettings);
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #sockets = inject(WebSocketService);
  readonly #signIn = inject(SignInStore);
  readonly #window = inject(DOCUMENT).defaultView ?? window;

  get origin(): string {
    return this.#window.location.origin;
  }

  get settings(): DoctorPorts['settings'] {
    return this.#settings.config().realtime;
  }

  get hasNetwork(): boolean {
    return this.#window.navigator.onLine;
  }

  get user(): SignedInUser | null {
    return this.#signIn.user();
  }

  get connection(): DoctorPorts['connection'] {
    return this.#realtime.connection();
  }

  get endpoints(): DoctorPorts['endpoints'] {
    return this.#sockets.endpoints();
  }

  now(): number {
    return Date.now();
  }

  elapsed(): number {
    return performance.now();
  }

  newProbeId(): string {
    return newId();
  }

  retryNow(): void {
    this.#realtime.retryNow();
  }

  async probe(): Promise<Reply<ProbeAnswer>> {
    const query = { origin: this.origin };
    const reply = await replyOf(this.#api.get<Partial<ProbeAnswer>>('/probe', { query, timeout: PATIENCE }));
    if ('failure' in reply) return reply;
    // Somebody else may answer with JSON too.
    if (!reply.answer.arrival) return { failure: { type: 'bad-request', status: 200, detail: '' } };
    return { answer: reply.answer as ProbeAnswer };
  }

  me(): Promise<Reply<SignedInUser>> {
    return replyOf(this.#api.get<MeResponse>('/auth/me', { timeout: PATIENCE }).pipe(map(({ user }) => user)));
  }

  trySocket(request: TrialRequest): Promise<SocketTrial> {
    const token = request.endpoint === '' ? null : this.#signIn.token();
    return trySocketIo({ ...request, token, limit: this.settings.connectTimeout });
  }

  /** Asked at the endpoint itself, which may be another process. */
  seenOfTrial(endpoint: string, probeId: string): Promise<Reply<HandshakeTrial>> {
    const path = `/probe/handshakes/${probeId}`;
    const origin = originOf(endpoint, this.origin);
    if (origin === null || origin === this.origin) {
      return replyOf(this.#api.get<HandshakeTrial>(path, { timeout: PATIENCE }));
    }
    return replyOf(this.#http.get<HandshakeTrial>(`${origin}/api${path}`).pipe(timeout(PATIENCE)));
  }
}

function replyOf<Answer>(request: Observable<Answer>): Promise<Reply<Answer>> {
  return firstValueFrom(
    request.pipe(
      map((answer) => ({ answer })),
      catchError((error: unknown) => {
        const { type, status, detail } = toApiError(error);
        return of({ failure: { type, status, detail } });
      }),
    ),
  );
}
