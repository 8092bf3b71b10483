/** What the bench asks of the simulated phones, which run in a process of their own so that their work costs the product nothing. */
export type PhonesRequest =
  | { do: 'scan'; qr: string }
  /** Every contact writes once: conversations and Signal sessions are there before anything is measured. */
  | { do: 'greet' }
  /** Writes at a steady pace, the contacts in turn. */
  | { do: 'pace'; perSecond: number; count: number }
  /** Writes everything at once. */
  | { do: 'burst'; count: number }
  | { do: 'stop' };

export type PhonesAnswer = { ready: string } | { done: PhonesRequest['do'] } | { failed: string };

const STAMP = 'bench ';

/** A text that says when it was sent: the clock of `hrtime` is the machine's, the same in every process. */
export function stampedText(): string {
  return `${STAMP}${String(process.hrtime.bigint())}`;
}

/** Milliseconds since the text was sent, or undefined for a text without a stamp. */
export function millisecondsSince(text: string | undefined): number | undefined {
  if (!text?.startsWith(STAMP)) return undefined;
  return Number(process.hrtime.bigint() - BigInt(text.slice(STAMP.length))) / 1e6;
}
