import Papa from 'papaparse';
import { decodedText } from './decoded-text';
import { pastedRows } from './pasted-list';
import type { ReaderAnswers, ReaderRequest, ReadShape } from './reader-requests';
import { RecipientRows } from './recipient-rows';

/** A pasted list has no titles: a number, and a name behind it. */
const listMapping = { hasHeader: false, number: 0, name: 1, variables: [] };

/** Reads files and lists of recipients, one at a time, and answers what is asked about the last. */
export class RecipientReading {
  #rows = new RecipientRows([], '');

  /** `told` hears which part is done, from 0 to 1. */
  async answer(request: ReaderRequest, told: (part: number) => void): Promise<ReaderAnswers[keyof ReaderAnswers]> {
    switch (request.kind) {
      case 'file':
        return this.#readFile(request.file, request.neighbour);
      case 'list':
        this.#rows = new RecipientRows(pastedRows(request.text), request.neighbour, listMapping);
        return this.#shape(null);
      case 'check':
        return this.#rows.check(request.mapping, told, nextTurn);
      case 'page':
        return this.#rows.page(request.rows, request.from, request.count);
      case 'batch':
        return this.#rows.batch(request.from, request.count);
    }
  }

  async #readFile(file: Blob, neighbour: string): Promise<ReadShape> {
    const { text, encoding } = decodedText(new Uint8Array(await file.arrayBuffer()));
    const { data, meta } = Papa.parse<string[]>(text, {
      skipEmptyLines: 'greedy',
      delimitersToGuess: [';', ',', '\t', '|'],
    });
    this.#rows = new RecipientRows(data, neighbour);
    return this.#shape({ encoding, separator: meta.delimiter });
  }

  #shape(file: ReadShape['file']): ReadShape {
    return {
      file,
      rows: this.#rows.count,
      mapping: this.#rows.mapping,
      columns: { titled: this.#rows.columns(true), untitled: this.#rows.columns(false) },
    };
  }
}

/** Lets what has been asked meanwhile have its turn. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve);
  });
}
