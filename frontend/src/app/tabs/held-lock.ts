import { Observable } from 'rxjs';

/**
 * Stands in line for a lock for as long as it is subscribed, and says whether it is held. The browser passes the lock on
 * as soon as its holder unsubscribes or dies. Each `takeOver$` takes it from whoever holds it; the robbed one stands in
 * line again. Where locks are forbidden, everybody holds one.
 */
export function holdLock(locks: LockManager, name: string, takeOver$: Observable<void>): Observable<boolean> {
  return new Observable((subscriber) => {
    let waiting = new AbortController();
    let release: (() => void) | undefined;

    const request = (options: LockOptions): void => {
      const { signal } = waiting;
      locks
        .request(name, options, () => {
          // Unsubscribed after the lock was granted and before it was told.
          if (signal.aborted) return;
          subscriber.next(true);
          return new Promise<void>((resolve) => (release = resolve));
        })
        .catch((error: unknown) => {
          if (signal.aborted) return;
          const robbed = error instanceof DOMException && error.name === 'AbortError';
          subscriber.next(!robbed);
          if (robbed) request({ signal });
        });
    };

    request({ signal: waiting.signal });
    subscriber.add(
      takeOver$.subscribe(() => {
        waiting.abort();
        waiting = new AbortController();
        request({ steal: true });
      }),
    );
    subscriber.add(() => {
      waiting.abort();
      release?.();
    });
  });
}
