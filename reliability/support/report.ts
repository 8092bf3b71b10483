import type { TestContext } from 'node:test';

/** How a line of the table of figures begins among a test's diagnostics; `table-reporter.ts` gathers them. */
export const TABLE_LINE = '| ';

/** One line of the table: what was counted and whether it holds; a line without `holds` is there to compare with. */
export function report(
  test: Pick<TestContext, 'diagnostic'>,
  line: { row: string; what: string; counts: string; holds?: boolean },
): void {
  const { row, what, counts, holds } = line;
  const result = holds === undefined ? '' : holds ? 'holds' : '**fails**';
  test.diagnostic(`${TABLE_LINE}${[row, what, counts, result].join(' | ')} |`);
}
