/**
 * Baileys leaves timers behind that nobody clears, such as half a minute for an upload that is long done
 * (baileys/lib/Socket/socket.js:393). A finished test file must not wait for them, so long timers do not keep the
 * process alive here. Whatever still matters has a socket, which does.
 */
const LONG_MS = 20_000;
const startTimer = globalThis.setTimeout;

globalThis.setTimeout = new Proxy(startTimer, {
  apply(start, self, args: unknown[]) {
    const timer = Reflect.apply(start, self, args) as NodeJS.Timeout;
    return Number(args[1] ?? 0) >= LONG_MS ? timer.unref() : timer;
  },
});
