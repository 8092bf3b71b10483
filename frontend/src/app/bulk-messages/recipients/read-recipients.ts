import { DestroyRef, inject, Injectable } from '@angular/core';
import { ReadTable } from '../../table-files/read-table';
import { RECIPIENT_READER, type RecipientTable } from './reading/recipient-reader';

/** The recipients of a file or list that was given here. */
@Injectable()
export class ReadRecipients extends ReadTable<RecipientTable> {
  constructor() {
    super(inject(RECIPIENT_READER));
    inject(DestroyRef).onDestroy(() => {
      this.clear();
    });
  }
}
