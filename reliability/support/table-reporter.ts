/** A reporter of node:test that prints nothing but one table at the end: every line that the tests have reported. */
import type { TestEvent } from 'node:test/reporters';
import { TABLE_LINE } from './report.ts';

export default async function* table(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  const lines: string[] = [];
  const failed: string[] = [];
  for await (const event of events) {
    if (event.type === 'test:diagnostic' && event.data.message.startsWith(TABLE_LINE)) lines.push(event.data.message);
    if (event.type === 'test:fail') failed.push(event.data.name);
  }
  lines.sort((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  yield ['', '| row | what | counted | result |', '|---|---|---|---|', ...lines, ''].join('\n');
  yield failed.length > 0 ? `\nFailed: ${failed.join(' · ')}\n` : '\nEverything holds.\n';
}
