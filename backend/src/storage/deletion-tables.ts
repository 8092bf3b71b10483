/** The tables of deleting what is known of people, column for column, as `Tables` has the others. */
export interface DeletionTables {
  contactDeletions: ContactDeletionsTable;
  hashKeys: HashKeysTable;
}

/** A contact whose data are being deleted. The row goes when nothing of them is left. */
export interface ContactDeletionsTable {
  id: string;
  /** The client they were a contact of. */
  clientCode: string;
  contactId: string;
  /** JSON of `DeletedPerson` in contact-deletion: what the rest is found by. Null once all of it is gone. */
  person: string | null;
  requestedBy: string;
  requestedAt: string;
}

/** The key by which numbers are recognised that nobody may read any more (`keyedHash`); encrypted. One row. */
export interface HashKeysTable {
  id: string;
  key: Uint8Array;
}
