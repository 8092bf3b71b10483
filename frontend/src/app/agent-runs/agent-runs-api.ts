import { inject, Service } from '@angular/core';
import { map, type Observable, tap } from 'rxjs';
import type {
  CancelRunsRequest,
  CancelRunsResponse,
  RunAgentPreview,
  RunAgentPreviewResponse,
  RunAgentRequest,
  RunAgentResponse,
} from '#contract/contacts';
import { ApiClient } from '../api';
import { WhatsAppRealtimeService } from '../realtime';

const PATH = '/contacts/run-agent';

/** The calls about the bot that writes to contacts first. */
@Service()
export class AgentRunsApi {
  readonly #api = inject(ApiClient);
  readonly #realtime = inject(WhatsAppRealtimeService);

  /** What would come of it; nothing of it is done. */
  preview(contactIds: readonly string[]): Observable<RunAgentPreview> {
    const request: RunAgentRequest = { contactIds: [...contactIds] };
    return this.#api.post<RunAgentPreviewResponse>(`${PATH}/preview`, request).pipe(map(({ preview }) => preview));
  }

  /** How far the bot is with each follows as events. */
  run(contactIds: readonly string[]): Observable<RunAgentResponse> {
    const request: RunAgentRequest = { contactIds: [...contactIds] };
    return this.#api.post<RunAgentResponse>(PATH, request).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }

  /** Takes it back from those who wait. How it is with each follows as events. */
  cancel(contactIds: readonly string[]): Observable<CancelRunsResponse> {
    const request: CancelRunsRequest = { contactIds: [...contactIds] };
    return this.#api.post<CancelRunsResponse>(`${PATH}/cancel`, request).pipe(
      tap(({ epoch, seq }) => {
        this.#realtime.offerSnapshot(epoch, seq);
      }),
    );
  }
}
