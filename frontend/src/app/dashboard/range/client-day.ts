import { computed, effect, inject, Service, signal } from '@angular/core';
import { dayIn, secondOfDay } from '#contract/time-zones';
import { WhatsAppRealtimeService } from '../../realtime';

/** How long the clock is left alone at most, in milliseconds: it may be set, or change by the season. */
const LONGEST_WAIT = 900_000;
const DAY = 86_400_000;

/** Which day it is for the client. Its time zone is this computer's until a report has told. */
@Service()
export class ClientDay {
  readonly #realtime = inject(WhatsAppRealtimeService);
  readonly #timeZone = signal(new Intl.DateTimeFormat().resolvedOptions().timeZone);
  /** Turns when a day may have begun. */
  readonly #looks = signal(0);
  /** Such as `2026-11-27`. */
  readonly today = computed(() => {
    this.#looks();
    return dayIn(this.#timeZone(), new Date(this.#realtime.now()));
  });

  constructor() {
    effect((onCleanup) => {
      this.#looks();
      const wait = Math.min(untilMidnight(this.#realtime.now(), this.#timeZone()), LONGEST_WAIT);
      const timer = setTimeout(() => {
        this.#looks.update((looks) => looks + 1);
      }, wait);
      onCleanup(() => {
        clearTimeout(timer);
      });
    });
  }

  /** What a report has told. */
  isIn(timeZone: string): void {
    this.#timeZone.set(timeZone);
  }
}

/** In how many milliseconds the clock there stands at midnight, unless it is changed before that. */
function untilMidnight(now: number, timeZone: string): number {
  return DAY - secondOfDay(timeZone, new Date(now)) * 1_000 - (now % 1_000);
}
