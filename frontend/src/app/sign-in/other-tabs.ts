import { DestroyRef, inject, Service } from '@angular/core';
import { filter, fromEvent, map, type Observable } from 'rxjs';

const CHANNEL = 'condorito.sign-in';
const SIGNED_OUT = 'signed-out';

/** Other tabs of this browser: signing out in one signs out all. */
@Service()
export class OtherTabs {
  readonly #channel = new BroadcastChannel(CHANNEL);
  readonly signedOut$: Observable<void> = fromEvent<MessageEvent<unknown>>(this.#channel, 'message').pipe(
    filter((message) => message.data === SIGNED_OUT),
    map(() => undefined),
  );

  constructor() {
    inject(DestroyRef).onDestroy(() => {
      this.#channel.close();
    });
  }

  tellSignedOut(): void {
    this.#channel.postMessage(SIGNED_OUT);
  }
}
