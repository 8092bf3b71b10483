import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createLogger } from '../../src/operations/index.ts';
import { baileysLogger } from '../../src/whatsapp/whatsapp-web/index.ts';

test('what fails because its connection is over is no error in the log', () => {
  const logged: { level: string; msg: string; cause?: string }[] = [];
  const write = (line: string) => logged.push(JSON.parse(line) as (typeof logged)[number]);
  let isOver = false;
  const logger = baileysLogger(createLogger({ level: 'info', json: true }, { write }), () => isOver);

  logger.error(new Error('no answer'), 'unexpected error in init queries');
  isOver = true;
  logger.error(new Error('no answer'), 'unexpected error in init queries');

  assert.deepEqual(
    logged.map(({ msg, cause }) => ({ msg, cause })),
    [{ msg: 'unexpected error in init queries', cause: 'no answer' }],
  );
});
