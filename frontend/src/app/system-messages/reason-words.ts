import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { catchError, firstValueFrom, map, of } from 'rxjs';

/** Where the words for reasons are: those of the screen that a message is about. */
const sources = {
  line: { scope: 'whatsapp-sessions', prefix: 'whatsappSessions.reason' },
  campaign: { scope: 'bulk-messages', prefix: 'bulkMessages.stopReason' },
  contact: { scope: 'contact-merging', prefix: 'contactMerging.refused' },
} as const;

export type ReasonSubject = keyof typeof sources;

/** Why a line is where it is, a campaign has stopped or two contacts stay two, in the words of its screen. */
@Service()
export class ReasonWords {
  readonly #transloco = inject(TranslocoService);

  /** Empty for no reason, for one without words, and where the words cannot be had. Never rejects. */
  of(reason: string | number | undefined, about: ReasonSubject): Promise<string> {
    if (!reason) return Promise.resolve('');
    const { scope, prefix } = sources[about];
    const key = `${prefix}.${String(reason)}`;
    const words$ = this.#transloco.load(`${scope}/${this.#transloco.getActiveLang()}`).pipe(
      map(() => this.#transloco.translate(key)),
      map((words) => (words === key ? '' : words)),
      catchError(() => of('')),
    );
    // Loading ends without a word when the app does.
    return firstValueFrom(words$, { defaultValue: '' });
  }
}
