import { DestroyRef, effect, inject, Service } from '@angular/core';
import { takeUntilDestroyed } from '@angular/core/rxjs-interop';
import { Notices } from '../errors';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { PageVisibility } from '../tabs';
import { ReasonWords, type ReasonSubject } from './reason-words';
import { isNews, noticesOf, type SystemMessage, type SystemNotice } from './system-message';
import { ToldMessages } from './told-messages';

/** Messages that come within this many milliseconds are told together: lines fail in company. */
const GATHER = 500;

/**
 * What the server has to say to the people of a client, as notices. A tab that nobody looks at keeps them until somebody
 * does, and several tabs tell each of them once.
 */
@Service()
export class SystemMessages {
  readonly #notices = inject(Notices);
  readonly #user = inject(SignInStore).user;
  readonly #isVisible = inject(PageVisibility).isVisible;
  readonly #told = inject(ToldMessages);
  readonly #reasons = inject(ReasonWords);
  #waiting: SystemMessage[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    inject(WhatsAppRealtimeService)
      .on('system_message')
      .pipe(takeUntilDestroyed())
      .subscribe((message) => {
        this.#waiting.push(message);
        this.#tellSoon();
      });
    effect(() => {
      if (this.#isVisible()) this.#tellSoon();
    });
    inject(DestroyRef).onDestroy(() => {
      clearTimeout(this.#timer);
    });
  }

  #tellSoon(): void {
    if (this.#waiting.length === 0) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      if (this.#isVisible()) void this.#tell();
    }, GATHER);
  }

  async #tell(): Promise<void> {
    const clientCode = this.#user()?.clientCode;
    const now = Date.now();
    // Somebody else may have signed in while they waited.
    const news = this.#waiting.filter((message) => message.clientCode === clientCode && isNews(message, now));
    this.#waiting = [];
    for (const { level, key, params } of noticesOf(await this.#told.claim(news))) {
      const reason = await this.#reasons.of(params['reason'], subjectOf(params));
      this.#notices[level](key, { ...params, reason });
    }
  }
}

function subjectOf(params: SystemNotice['params']): ReasonSubject {
  if (params['campaignId'] !== undefined) return 'campaign';
  return params['contactId'] === undefined ? 'line' : 'contact';
}
