/** What the bench asks of the two servers of a client's log. */
export type CatchUpRequest =
  /** Only of the product: logs so many events more. */
  { do: 'write'; events: number } | { do: 'processor' } | { do: 'stop' };

/** `token` and `dataDirectory` come from the product alone; `processor` is in microseconds, user and system. */
export type CatchUpAnswer =
  { ready: number; token?: string; dataDirectory?: string } | { written: number } | { processor: number };
