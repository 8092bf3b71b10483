import type { ReaderRequest, TableKind, TableReader } from '../reader-requests';
import type { TableReading } from '../table-reading';

/** Reads in the page itself, as a worker does beside it. */
export function readerInPage<Kind extends TableKind>(reading: TableReading<Kind>): TableReader<Kind> {
  const ask = (request: ReaderRequest<Kind>, told = (_part: number) => undefined as void) =>
    reading.answer(request, told);
  return { ask: ask as TableReader<Kind>['ask'], close: () => undefined };
}
