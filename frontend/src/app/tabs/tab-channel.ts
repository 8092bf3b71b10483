import { DestroyRef, inject, Service } from '@angular/core';
import { filter, fromEvent, map, type Observable, share } from 'rxjs';
import type { TabMessage, TabMessageOf } from './tab-message';

const NAME = 'condorito';

/** Connects this tab with the others of the same browser. */
@Service()
export class TabChannel {
  readonly #channel = new BroadcastChannel(NAME);
  readonly #messages$: Observable<TabMessage> = fromEvent<MessageEvent<TabMessage>>(this.#channel, 'message').pipe(
    map(({ data }) => data),
    share(),
  );
  #isOpen = true;

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#isOpen = false;
      this.#channel.close();
    });
  }

  /** What other tabs say, never what this one says itself. */
  on<Kind extends TabMessage['kind']>(kind: Kind): Observable<TabMessageOf<Kind>> {
    return this.#messages$.pipe(filter((message): message is TabMessageOf<Kind> => message.kind === kind));
  }

  tell(message: TabMessage): void {
    if (this.#isOpen) this.#channel.postMessage(message);
  }
}
