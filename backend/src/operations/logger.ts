import { pino, type DestinationStream, type Logger } from 'pino';
import { maskPhoneNumbers } from './masking.ts';

export type { Logger } from 'pino';

/** Values that never reach a log, wherever a caller has put them. */
const secrets = ['token', 'password', 'passwordHash', 'qr', 'text', 'cookie', 'authorization', 'credentials', 'creds'];

/**
 * The one logger: JSON lines in production, short readable lines otherwise. Phone numbers are masked in every string;
 * secrets and message texts are left out by their names.
 */
export function createLogger(
  options: { level: string; json: boolean },
  output: { write(line: string): unknown } = process.stdout,
): Logger {
  const destination: DestinationStream = {
    write: (line) => {
      const record = maskPhoneNumbers(JSON.parse(line) as Record<string, unknown>);
      output.write(options.json ? `${JSON.stringify(record)}\n` : readable(record));
    },
  };
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      redact: { paths: secrets.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '[hidden]' },
    },
    destination,
  );
}

function readable(record: Record<string, unknown>): string {
  const { time, level, msg = '', ...rest } = record as { time?: string; level?: string; msg?: string };
  const details = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
  return `${time?.slice(11, 19) ?? ''} ${level ?? ''} ${msg}${details}\n`;
}
