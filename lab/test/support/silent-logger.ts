import pino from 'pino';

/** Baileys logs every stanza; a test that fails says more with `LAB_LOG=debug`. */
export const silentLogger = pino({ level: process.env['LAB_LOG'] ?? 'silent' });
