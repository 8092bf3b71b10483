import type { Arrival, HandshakeArrival } from '#contract/probe';

export type CheckName =
  | 'address'
  | 'path'
  | 'origin'
  | 'websocket'
  | 'polling'
  | 'signIn'
  | 'clock'
  | 'roundTrip'
  | 'events'
  | 'reconnections'
  | 'connection';

/** `note`: nothing is wrong, but nothing could be checked either, or there was no need to. */
export type Verdict = 'good' | 'warning' | 'bad' | 'note';

/** How a request looked where the server took it: for the person who has to find the proxy that changed it. */
export interface Evidence {
  /** Method and path as the browser sent them. */
  readonly sent: string;
  readonly arrival: Arrival;
  readonly outcome?: HandshakeArrival['outcome'];
}

/** What one check has found, as keys of the texts. */
export interface Outcome {
  readonly verdict: Verdict;
  /** What it means. */
  readonly means: string;
  /** What to do about it. */
  readonly todo?: string;
  /** What both texts are filled in with. */
  readonly params?: Readonly<Record<string, string | number>>;
  /** Lines to write into the settings of the server or of its proxy, word for word. */
  readonly lines?: string;
  readonly evidence?: readonly Evidence[];
}

/** Which check it is, and at which address where there are several. */
export interface Check {
  readonly check: CheckName;
  readonly endpoint?: string;
}

export type Finding = Check & Outcome;
/** What is shown of a check: that it is under way, or what it has found. */
export type Progress = (Check & { readonly verdict: 'running' }) | Finding;
