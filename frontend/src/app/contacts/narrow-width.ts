import type { Signal } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { defer, fromEvent, map, startWith } from 'rxjs';

/** Whether the screen is as narrow as a phone is; the same width as in the styles of contacts. */
export function narrowWidth(): Signal<boolean> {
  return toSignal(
    defer(() => {
      const width = matchMedia('(max-width: 700px)');
      return fromEvent(width, 'change').pipe(
        startWith(null),
        map(() => width.matches),
      );
    }),
    { requireSync: true },
  );
}
