import { computed, effect, inject, Service } from '@angular/core';
import { takeUntilDestroyed, toObservable } from '@angular/core/rxjs-interop';
import { EMPTY, filter, map, merge, type Observable, skip, tap } from 'rxjs';
import { defaultPreferences } from '#contract/team-setting-values';
import type {
  Preferences as PreferenceValues,
  PreferencesResponse,
  UpdatePreferencesRequest,
} from '#contract/team-settings';
import { ApiClient } from '../api';
import { Appearance } from '../appearance';
import { EnhancedErrorHandlerService } from '../errors';
import { Followed } from '../followed';
import { Language } from '../i18n';
import { SignInStore } from '../sign-in';
import { PageVisibility, TabChannel } from '../tabs';
import { Wishes } from '../wishes';

/**
 * What the signed-in person prefers, on every device: this one's language and theme follow, and choosing them anywhere here
 * is kept. Other tabs are told; other devices look when they are looked at, at most once a minute.
 */
@Service()
export class Preferences {
  readonly #api = inject(ApiClient);
  readonly #errors = inject(EnhancedErrorHandlerService);
  readonly #tabs = inject(TabChannel);
  readonly #language = inject(Language);
  readonly #appearance = inject(Appearance);
  readonly #user = inject(SignInStore).user;
  readonly #answer = new Followed<PreferencesResponse>({
    key: 'preferences',
    path: '/auth/me/preferences',
    ttl: 60_000,
    operators: true,
  });
  /** When this tab is looked at again. */
  readonly #shown$ = toObservable(inject(PageVisibility).isVisible).pipe(skip(1), filter(Boolean));
  readonly #wishes = new Wishes<PreferenceValues>(() => this.#answer.value()?.preferences ?? defaultPreferences);

  readonly isKnown = computed(() => this.#answer.value() !== undefined);
  readonly failed = this.#answer.failed;
  /** As they are, what is on its way to the server included; as they are by default until they are known. */
  readonly all = this.#wishes.value;

  constructor() {
    const language = computed(() => (this.isKnown() ? this.all().language : null));
    const theme = computed(() => (this.isKnown() ? this.all().theme : null));
    effect(() => {
      const preferred = language();
      if (preferred) this.#language.use(preferred);
    });
    effect(() => {
      const preferred = theme();
      if (preferred) this.#appearance.use(preferred);
    });
    this.#listen();
  }

  /** Asks the server again, whoever waits for it. */
  renew(): void {
    this.#answer.renew();
  }

  /** Holds at once. Where the server does not take it, the person is told and it is as before. */
  change(change: UpdatePreferencesRequest): void {
    const userId = this.#user()?.id;
    if (userId === undefined) return;
    // Somebody else may have signed in before it is stored.
    const isTheirs = () => this.#user()?.id === userId;
    this.#wishes
      .wish(
        (preferences) => (isTheirs() ? { ...preferences, ...change } : preferences),
        () => (isTheirs() ? this.#store(userId, change) : EMPTY),
      )
      .subscribe({
        error: (error: unknown) => {
          this.#errors.tellFailure(error);
        },
      });
  }

  #listen(): void {
    merge(
      this.#language.chosen$.pipe(map((language) => ({ language }))),
      this.#appearance.chosen$.pipe(map((theme) => ({ theme }))),
    )
      .pipe(takeUntilDestroyed())
      .subscribe((change) => {
        this.change(change);
      });
    this.#tabs
      .on('preferences-changed')
      .pipe(
        filter(({ userId }) => userId === this.#user()?.id),
        takeUntilDestroyed(),
      )
      .subscribe(() => {
        this.#answer.renew();
      });
    this.#shown$.pipe(takeUntilDestroyed()).subscribe(() => {
      this.#answer.refresh();
    });
  }

  #store(userId: string, change: UpdatePreferencesRequest): Observable<unknown> {
    return this.#answer.whileChanging(this.#api.patch<PreferencesResponse>('/auth/me/preferences', change)).pipe(
      filter(() => this.#user()?.id === userId),
      tap((answer) => {
        this.#answer.put(answer);
        this.#tabs.tell({ kind: 'preferences-changed', userId });
      }),
    );
  }
}
