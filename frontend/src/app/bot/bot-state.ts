import { computed, DestroyRef, inject, linkedSignal, Service } from '@angular/core';
import { filter, map, merge, type Observable, tap } from 'rxjs';
import type { Bot, BotResponse, SaveBotRequest, SwitchBotRequest } from '#contract/bot';
import { ApiClient } from '../api';
import { Followed } from '../followed';
import { WhatsAppRealtimeService } from '../realtime';
import { SignInStore } from '../sign-in';
import { Wishes } from '../wishes';

const PATH = '/bot';

/** The client's bot, as the server has it: the same in every tab and for every colleague. */
@Service()
export class BotState {
  readonly #api = inject(ApiClient);
  readonly #user = inject(SignInStore).user;
  readonly #answer = new Followed<BotResponse>({ key: 'bot', path: PATH, kind: 'bot' });
  /** What was told last of the switch, and at which place of the log. */
  readonly #told = linkedSignal<string | undefined, { enabled: boolean; seq: number } | null>({
    source: () => this.#user()?.id,
    computation: () => null,
  });
  readonly #known = computed<Bot | undefined>(() => {
    const [answer, told] = [this.#answer.value(), this.#told()];
    return answer && told && told.seq > answer.seq ? { ...answer.bot, enabled: told.enabled } : answer?.bot;
  });
  readonly #switch = new Wishes<boolean>(() => this.#known()?.enabled ?? false);

  /** Undefined until it is known. */
  readonly bot = computed<Bot | undefined>(() => {
    const bot = this.#known();
    return bot && { ...bot, enabled: this.#switch.value() };
  });
  readonly failed = this.#answer.failed;
  /** Whether it answers at all; undefined until it is known. */
  readonly enabled = computed(() => this.bot()?.enabled);

  constructor() {
    const realtime = inject(WhatsAppRealtimeService);
    const told = realtime.on('bot_status_changed').pipe(
      filter(({ conversationId }) => conversationId === undefined),
      map(({ enabled, seq = 0 }) => ({ enabled, seq })),
    );
    const following = merge(told, realtime.startOver$.pipe(map(() => null))).subscribe((last) => {
      this.#told.set(last);
    });
    inject(DestroyRef).onDestroy(() => {
      following.unsubscribe();
    });
  }

  renew(): void {
    this.#answer.renew();
  }

  /** Turns it on or off for the whole client, for admins. Completes once the server has taken it, else fails with an `ApiError`. */
  turn(enabled: boolean): Observable<never> {
    const request: SwitchBotRequest = { enabled };
    return this.#switch.wish(
      () => enabled,
      () => this.#change(this.#api.patch<BotResponse>(PATH, request)),
    );
  }

  /** Everything but the switch. Fails with an `ApiError`: a `conflict` where somebody has saved it meanwhile. */
  save(request: SaveBotRequest): Observable<BotResponse> {
    return this.#change(this.#api.put<BotResponse>(PATH, request));
  }

  #change(change: Observable<BotResponse>): Observable<BotResponse> {
    const changed = change.pipe(
      tap((answer) => {
        this.#answer.put(answer);
      }),
    );
    return this.#answer.whileChanging(changed);
  }
}
