import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createLogger, maskPhoneNumber } from '../../src/operations/index.ts';

describe('The logger', () => {
  const logLines = (json: boolean, log: (logger: ReturnType<typeof createLogger>) => void) => {
    const lines: string[] = [];
    log(createLogger({ level: 'debug', json }, { write: (line) => lines.push(line) }));
    return lines;
  };

  it('masks phone numbers wherever they stand', () => {
    for (const json of [true, false]) {
      const lines = logLines(json, (logger) => {
        logger.info({ to: '5215512345678', deep: { jids: ['5215512345678:12@s.whatsapp.net'] } }, 'To +5215512345678');
        logger.child({ session: '5215512345678@s.whatsapp.net' }).warn('retrying');
        logger.error({ err: new Error('5215512345678 is not on WhatsApp') }, 'failed');
      });
      assert.equal(lines.length, 3);
      for (const line of lines) {
        assert.ok(!line.includes('5512345678'), line);
        assert.match(line, /52\*\*\*78/);
      }
    }
  });

  it('leaves ids, times and counts readable', () => {
    const id = '12345678-1234-4123-8123-123456789012';
    assert.equal(
      maskPhoneNumber(`message ${id} at 2026-01-01T00:00:00.000Z`),
      `message ${id} at 2026-01-01T00:00:00.000Z`,
    );
    const [line] = logLines(true, (logger) => {
      logger.info({ bytes: 12_345_678 }, 'stored');
    });
    assert.equal((JSON.parse(line ?? '') as { bytes: number }).bytes, 12_345_678);
  });

  it('hides secrets and message texts by their names', () => {
    const [line = ''] = logLines(true, (logger) => {
      logger.info(
        { token: 'T-secret', message: { text: 'T-hello' }, a: { b: { qr: '2@T-qr' } }, password: 'T-pass' },
        'done',
      );
    });
    assert.ok(!line.includes('T-'), line);
  });
});
