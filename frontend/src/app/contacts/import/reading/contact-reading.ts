import type { Table } from '../../../table-files/columns';
import { type NoTable, type ParsedText, parsedText } from '../../../table-files/parsed-file';
import type { ReaderRequest } from '../../../table-files/reader-requests';
import { TableReading } from '../../../table-files/table-reading';
import type { ContactRequest, ContactTable } from './contact-reader';
import { ContactRows } from './contact-rows';

/** Reads files of contacts, and what is pasted from a spreadsheet. */
export class ContactReading extends TableReading<ContactTable> {
  #read = new ContactRows({ rows: [], lines: [] }, { neighbour: '', fields: [], stages: [], labels: [] });

  /** With one of the `ContactAnswers`, too. */
  override async answer(
    request: ReaderRequest<ContactTable> | ContactRequest,
    told: (part: number) => void,
  ): Promise<unknown> {
    switch (request.kind) {
      case 'names':
        return this.#read.name(request.known);
      case 'portion':
        return this.#read.portion(request.from);
      case 'leftOut':
        return this.#read.leftOutFile(request);
      default:
        return super.answer(request, told);
    }
  }

  protected override fileRows(table: Table, known: ContactTable['known']): ContactRows {
    this.#read = new ContactRows(table, known);
    return this.#read;
  }

  protected override parsedList(text: string): ParsedText | NoTable {
    return parsedText(text);
  }

  protected override listRows(table: Table, known: ContactTable['known']): ContactRows {
    return this.fileRows(table, known);
  }
}
