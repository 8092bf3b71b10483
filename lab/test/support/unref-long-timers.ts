/**
 * Baileys leaves timers behind that nobody clears, such as half a minute for an upload that is long done
 * (baileys/lib/Socket/socket.js:393). A finished test file must not wait for them, so long timers do not keep the
 * process alive here. Whatever still matters has a socket, which does.
 */
const LONG_MS = 20_000;
const startTimer = globalThis.setTimeout;

function startForgettableTimer<Arguments extends unknown[]>(
  callback: (...args: Arguments) => void,
  delay?: number,
  ...args: Arguments
): NodeJS.Timeout {
  const timer = startTimer(callback, delay, ...args);
  return (delay ?? 0) >= LONG_MS ? timer.unref() : timer;
}

globalThis.setTimeout = Object.assign(startForgettableTimer, { __promisify__: startTimer.__promisify__ });
