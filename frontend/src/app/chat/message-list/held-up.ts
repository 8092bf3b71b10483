import { effect, type Signal, signal } from '@angular/core';

/** What leaves within this many milliseconds needs no words. */
const MOMENT = 1_000;

/** Whether something has been waiting for more than a moment; `since` is an ISO time, null while nothing waits. */
export function heldUp(since: () => string | null): Signal<boolean> {
  const isHeldUp = signal(false);
  effect((onCleanup) => {
    const start = since();
    // This computer's clock may be behind the one that wrote the time.
    const left = start === null ? Infinity : Math.min(MOMENT, Date.parse(start) + MOMENT - Date.now());
    isHeldUp.set(left <= 0);
    if (start === null || left <= 0) return;
    const timer = setTimeout(() => {
      isHeldUp.set(true);
    }, left);
    onCleanup(() => {
      clearTimeout(timer);
    });
  });
  return isHeldUp.asReadonly();
}
