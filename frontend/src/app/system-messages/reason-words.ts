import { inject, Service } from '@angular/core';
import { TranslocoService } from '@jsverse/transloco';
import { catchError, firstValueFrom, map, of } from 'rxjs';

/** Why a line is where it is, in the words of the screen of the lines. */
@Service()
export class ReasonWords {
  readonly #transloco = inject(TranslocoService);

  /** Empty for no reason, for one without words, and where the words cannot be had. Never rejects. */
  of(reason: string | number | undefined): Promise<string> {
    if (!reason) return Promise.resolve('');
    const key = `whatsappSessions.reason.${String(reason)}`;
    const words$ = this.#transloco.load(`whatsapp-sessions/${this.#transloco.getActiveLang()}`).pipe(
      map(() => this.#transloco.translate(key)),
      map((words) => (words === key ? '' : words)),
      catchError(() => of('')),
    );
    // Loading ends without a word when the app does.
    return firstValueFrom(words$, { defaultValue: '' });
  }
}
