/** The tables of contacts who may be one person or are becoming one, column for column, as `Tables` has the others. */
export interface MergeTables {
  contactMerges: ContactMergesTable;
  movedHistory: MovedHistoryTable;
  distinctContacts: DistinctContactsTable;
  formerIds: FormerIdsTable;
  formerNumbers: FormerNumbersTable;
}

/** A contact who is becoming part of another, from the decision on until it is done: their messages are too many for one write. */
export interface ContactMergesTable {
  id: string;
  fromId: string;
  intoId: string;
  clientCode: string;
  /** JSON of what was decided: `MergeDecision` in contact-merging. */
  decision: string;
  /** Why they stay two after all: what was moved is being taken back. The contract's `MergeRefusal`; null while it goes on. */
  refused: string | null;
  /** 0 where an earlier version had begun, which noted nothing of what it moved in `movedHistory`. */
  hasWayBack: 0 | 1;
  at: string;
}

/** Messages that were moved in one write for a merge that is under way, so that they can be taken back. */
export interface MovedHistoryTable {
  mergeId: string;
  /** From 1 in each merge, in the order of the writes. */
  place: number;
  /** Where they were; null for what was written in groups, which stays there. */
  conversationId: string | null;
  /** JSON of their ids. */
  messageIds: string;
}

/** Two contacts of whom the team has said that they are two people; `oneId` is the smaller id. */
export interface DistinctContactsTable {
  clientCode: string;
  oneId: string;
  otherId: string;
  at: string;
}

/** A contact or a conversation that became part of another. */
export interface FormerIdsTable {
  id: string;
  clientCode: string;
  /** What it is part of today, however often that has changed since. */
  presentId: string;
}

/** A number that a contact had before, E.164 digits: they have another one, or two contacts have become one. */
export interface FormerNumbersTable {
  clientCode: string;
  contactId: string;
  phoneNumber: string;
}
