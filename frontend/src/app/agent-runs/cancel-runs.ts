import { inject, Service, signal } from '@angular/core';
import type { Contact } from '#contract/conversations';
import { EnhancedErrorHandlerService, Notices } from '../errors';
import { Formats } from '../i18n';
import { AgentRunsApi } from './agent-runs-api';

/** Takes back from contacts who wait that the bot writes to them, and says what has become of it. */
@Service()
export class CancelRuns {
  readonly #api = inject(AgentRunsApi);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #formats = inject(Formats);
  readonly #notices = inject(Notices);
  readonly #sending = signal(false);

  /** Whether that is on its way. */
  readonly isSending = this.#sending.asReadonly();

  cancel(contacts: readonly Contact[]): void {
    if (this.#sending()) return;
    this.#sending.set(true);
    this.#api.cancel(contacts.map(({ id }) => id)).subscribe({
      next: ({ contacts: cancelled, kept }) => {
        this.#sending.set(false);
        const writing = kept.filter(({ reason }) => reason === 'writing').length;
        this.#tell('cancelled', cancelled.length);
        this.#tell('stillWriting', writing);
        if (cancelled.length + writing === 0) this.#notices.info('agentRuns.nobodyWaited');
      },
      error: (error: unknown) => {
        this.#sending.set(false);
        this.#errors.tellFailure(error);
      },
    });
  }

  #tell(key: 'cancelled' | 'stillWriting', count: number): void {
    if (count === 0) return;
    const words = `agentRuns.${key}${count === 1 ? 'One' : ''}`;
    const params = { count: this.#formats.number(count) };
    if (key === 'cancelled') this.#notices.success(words, params);
    else this.#notices.info(words, params);
  }
}
