import type { SignedInUser } from '#contract/accounts';
import type { AppConfig } from '#contract/config';
import type { HandshakeTrial, ProbeAnswer } from '#contract/probe';
import type { HandshakeRefusal } from '#contract/socket';
import type { ApiErrorType } from '../../api';
import type { Connection, EndpointStatus } from '../../realtime';

export type TransportName = NonNullable<EndpointStatus['transport']>;

/** Why a request has failed. */
export interface Failure {
  readonly type: ApiErrorType;
  /** The HTTP status, or 0 when no answer came. */
  readonly status: number;
  /** The server's own words; empty when it was not our server that answered. */
  readonly detail: string;
}

export type Reply<Answer> = { readonly answer: Answer } | { readonly failure: Failure };

export interface TrialRequest {
  /** Of the settings; the empty string is the app's own origin. */
  readonly endpoint: string;
  readonly transport: TransportName;
  readonly probeId: string;
}

/**
 * How one try of a connection ended. `opened` after so many milliseconds · `refused` by the server, which said why ·
 * `failed` on the way: `status` is of the answer that was none of Socket.IO, where the browser tells, and `words` is what our
 * server wrote into it · `silent`: no answer within the limit.
 */
export type SocketTrial =
  | { readonly outcome: 'opened'; readonly milliseconds: number }
  | { readonly outcome: 'refused'; readonly code: HandshakeRefusal | null; readonly words: string }
  | { readonly outcome: 'failed'; readonly status: number; readonly words: string }
  | { readonly outcome: 'silent' };

/** Everything the doctor asks of the world. */
export interface DoctorPorts {
  /** The origin of this page. */
  readonly origin: string;
  readonly settings: Pick<AppConfig['realtime'], 'endpoints' | 'transports' | 'connectTimeout'>;
  /** Whether the browser has a network at all. */
  readonly hasNetwork: boolean;
  readonly user: SignedInUser | null;
  readonly connection: Connection;
  readonly endpoints: ReadonlyMap<string, EndpointStatus>;
  /** Epoch milliseconds of this computer. */
  now(): number;
  /** Milliseconds that never go back. */
  elapsed(): number;
  newProbeId(): string;
  /** Has the app's own connection try again at once. */
  retryNow(): void;
  probe(): Promise<Reply<ProbeAnswer>>;
  me(): Promise<Reply<SignedInUser>>;
  trySocket(request: TrialRequest): Promise<SocketTrial>;
  /** What the server at this endpoint has seen of a trial. */
  seenOfTrial(endpoint: string, probeId: string): Promise<Reply<HandshakeTrial>>;
}
