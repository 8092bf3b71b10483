export type HttpProbe =
  | { do: 'begin'; url: string; headers: Record<string, string>; perSecond: number }
  /** The result follows. */
  | { do: 'end' }
  | { do: 'stop' };

/** Milliseconds from when each request was due until its answer was there. */
export interface HttpProbeResult {
  times: number[];
  failed: number;
}
