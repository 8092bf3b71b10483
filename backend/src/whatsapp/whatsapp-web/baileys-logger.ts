import type { Logger } from 'pino';

/** The logger Baileys asks for (its `ILogger`). */
export interface BaileysLogger {
  level: string;
  child(bindings: Record<string, unknown>): BaileysLogger;
  trace(details: unknown, message?: string): void;
  debug(details: unknown, message?: string): void;
  info(details: unknown, message?: string): void;
  warn(details: unknown, message?: string): void;
  error(details: unknown, message?: string): void;
}

/** What Baileys says at the end of every connection; the session's supervisor logs the same in words. */
const saidElsewhere = 'stream errored out';

/**
 * Baileys logs whole stanzas: phone numbers, ciphertext, keys. Only its sentence and an error's own message go on to our log,
 * and only warnings and errors. What it was still waiting for when its connection ended (`isOver`) fails of necessity: that
 * is nothing to look into.
 */
export function baileysLogger(logger: Logger, isOver: () => boolean): BaileysLogger {
  const silent = () => undefined;
  const passOn = (level: 'warn' | 'error') => (details: unknown, message?: string) => {
    if (message === saidElsewhere) return;
    const cause = causeOf(details);
    logger[isOver() ? 'debug' : level](
      cause ? { cause } : {},
      message ?? (typeof details === 'string' ? details : 'baileys'),
    );
  };
  const adapted: BaileysLogger = {
    level: 'warn',
    child: () => adapted,
    trace: silent,
    debug: silent,
    info: silent,
    warn: passOn('warn'),
    error: passOn('error'),
  };
  return adapted;
}

function causeOf(details: unknown): string | undefined {
  if (details instanceof Error) return details.message;
  if (typeof details !== 'object' || details === null) return undefined;
  const inner = Object.values(details).find((value) => value instanceof Error);
  return inner?.message;
}
