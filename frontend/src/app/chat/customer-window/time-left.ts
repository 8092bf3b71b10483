import { effect, inject, type Signal, signal } from '@angular/core';
import { WhatsAppRealtimeService } from '../../realtime';
import { PageVisibility } from '../../tabs';

const MINUTE = 60_000;

/**
 * How many milliseconds are left until `end` (ISO time), told anew with each minute that is over, and 0 from then on, by the time of
 * the server; null
 * where there is no end. To be called where `inject` may be.
 */
export function timeLeft(end: () => string | null): Signal<number | null> {
  const [realtime, visibility] = [inject(WhatsAppRealtimeService), inject(PageVisibility)];
  const left = signal<number | null>(null);
  effect((onCleanup) => {
    const at = end();
    // A computer that slept has not counted.
    visibility.isVisible();
    if (at === null) {
      left.set(null);
      return;
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = (): void => {
      const now = Math.max(0, Date.parse(at) - realtime.now());
      left.set(now);
      if (now > 0) timer = setTimeout(look, (now % MINUTE) + 1);
    };
    look();
    onCleanup(() => {
      clearTimeout(timer);
    });
  });
  return left.asReadonly();
}

/** Whole hours and minutes of a time that is left. */
export function hoursAndMinutes(milliseconds: number): { hours: number; minutes: number } {
  const minutes = Math.floor(milliseconds / MINUTE);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60 };
}
