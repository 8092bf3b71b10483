/**
 * A connection that is given up in the middle of its upgrade is closed by engine.io-client only when its heartbeat fails,
 * 12 s later (`close` in engine.io-client/build/esm/socket.js). A finished test file must not wait for that, so timers that
 * long do not keep the process alive here. Whatever still matters has a socket, which does.
 */
const LONG = 10_000;
const startTimer = globalThis.setTimeout;

globalThis.setTimeout = new Proxy(startTimer, {
  apply(start, self, args: unknown[]) {
    const timer = Reflect.apply(start, self, args) as NodeJS.Timeout;
    return Number(args[1] ?? 0) >= LONG ? timer.unref() : timer;
  },
});

export {};
