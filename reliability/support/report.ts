import type { TestContext } from 'node:test';

/** How a line of the table of figures begins among a test's diagnostics; `table-reporter.ts` gathers them. */
export const TABLE_LINE = '| ';

/** One line of the table: what was counted and whether it holds. */
export function report(
  test: Pick<TestContext, 'diagnostic'>,
  line: { row: string; what: string; counts: string; holds: boolean },
): void {
  const { row, what, counts, holds } = line;
  test.diagnostic(`${TABLE_LINE}${[row, what, counts, holds ? 'holds' : '**fails**'].join(' | ')} |`);
}
