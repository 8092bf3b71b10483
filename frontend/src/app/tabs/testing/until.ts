import { TestBed } from '@angular/core/testing';

/** How long something may take that the browser does by itself, in milliseconds of the real clock. */
const LONGEST = 4_000;

/** Waits until something is there, while effects run as in the app. Works with `jasmine.clock()` installed too. */
export async function until<Result>(look: () => Result | null | undefined | false): Promise<Result> {
  const start = performance.now();
  while (performance.now() - start < LONGEST) {
    TestBed.tick();
    const found = look();
    if (found !== null && found !== undefined && found !== false) return found;
    await nextTask();
  }
  throw new Error(`This never came true: ${String(look)}`);
}

/** Waits long enough for whatever was going to happen by itself: what tabs tell each other and what the database does. */
export async function quiet(): Promise<void> {
  for (let round = 0; round < 20; round += 1) {
    TestBed.tick();
    await roundTrip();
  }
}

/** A message from one end of a channel to the other, which goes the way that messages between tabs go. */
async function roundTrip(): Promise<void> {
  const [from, to] = [new BroadcastChannel('condorito.spec'), new BroadcastChannel('condorito.spec')];
  await new Promise((resolve) => {
    to.onmessage = resolve;
    from.postMessage(null);
  });
  from.close();
  to.close();
}

/** Lets the browser get on with its own work; a timer would belong to `jasmine.clock()`. */
function nextTask(): Promise<unknown> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port2.onmessage = () => {
      port1.close();
      resolve(null);
    };
    port1.postMessage(null);
  });
}
