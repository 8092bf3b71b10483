import { DestroyRef, inject, Injectable } from '@angular/core';
import { ReadTable } from '../../table-files/read-table';
import {
  CONTACT_READER,
  type ContactAnswers,
  type ContactReader,
  type ContactRequest,
  type ContactTable,
} from './reading/contact-reader';

/** The contacts of a file, or of what was pasted, that was given here. */
@Injectable()
export class ReadContacts extends ReadTable<ContactTable> {
  constructor() {
    super(inject(CONTACT_READER));
    inject(DestroyRef).onDestroy(() => {
      this.clear();
    });
  }

  /** Rejects where nothing was given. */
  async more<Request extends ContactRequest>(request: Request): Promise<ContactAnswers[Request['kind']]> {
    const reader = this.reader as ContactReader | null;
    if (reader === null) throw new Error('No file was given.');
    return reader.askMore(request);
  }
}
