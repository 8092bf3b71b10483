import { InjectionToken } from '@angular/core';
import type { GivenRecipient } from '#contract/bulk-campaigns';
import type { TableKind, TableReader } from '../../../table-files/reader-requests';
import { WorkerReader } from '../../../table-files/worker-reader';
import type { ColumnMapping } from './columns';
import type { ShownColumn, ShownRow } from './recipient-rows';

/** Files and lists of recipients. */
export interface RecipientTable extends TableKind {
  readonly mapping: ColumnMapping;
  readonly column: ShownColumn;
  readonly row: ShownRow;
  readonly item: GivenRecipient;
}

/** Makes one of its own for whoever asks. */
export const RECIPIENT_READER = new InjectionToken<() => TableReader<RecipientTable>>('RECIPIENT_READER', {
  factory: () => () =>
    new WorkerReader(new Worker(new URL('./recipients.worker', import.meta.url), { type: 'module' })),
});
