import type { ContactCard, Interactive, Location, Order, Quoted, Referral, SystemLine } from '#contract/messages';

/** What else a message has, kept as JSON beside its text. */
export interface MessageDetails {
  location?: Location;
  contacts?: ContactCard[];
  system?: SystemLine;
  interactive?: Interactive;
  /** A template of Meta's, with what Meta is told to fill into it; the file of its header is not among that. */
  template?: { name: string; language: string; components: object[] };
  referral?: Referral;
  order?: Order;
  forwarded?: true;
  /** What it answers, where that is no message of ours. */
  quoted?: Quoted;
  /** Who wrote that in a group, as `quotedBy` names them, where they are no contact. */
  quotedBy?: string;
}

export function readDetails(details: string | null): MessageDetails {
  return details === null ? {} : (JSON.parse(details) as MessageDetails);
}

/** Null where there is nothing to keep. */
export function writeDetails(details: MessageDetails | undefined): string | null {
  return details && Object.keys(details).length > 0 ? JSON.stringify(details) : null;
}
