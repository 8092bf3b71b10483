/** A reporter of node:test that prints nothing but the lines of the table of figures that the tests have reported. */
import type { TestEvent } from 'node:test/reporters';
import { TABLE_LINE } from './report.ts';

export default async function* table(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type === 'test:diagnostic' && event.data.message.startsWith(TABLE_LINE)) yield `${event.data.message}\n`;
  }
}

/** The one table of all lines, and which files have failed. */
export function tableOf(lines: readonly string[], failed: readonly string[]): string {
  const sorted = lines.toSorted((one, other) => one.localeCompare(other, 'en', { numeric: true }));
  const table = ['', '| row | what | counted | result |', '|---|---|---|---|', ...sorted, ''].join('\n');
  return `${table}\n${failed.length > 0 ? `Failed: ${failed.join(' · ')}` : 'Everything holds.'}\n`;
}
