import type { Server, Socket } from 'socket.io';
import type { ClientToServerEvents, ServerToClientEvents } from '#contract/socket';
import type { SignIn } from '../web/index.ts';

export interface SocketData {
  signIn: SignIn;
  /** Whether this browser tab was connected before. */
  resumed: boolean;
}

type NoServerEvents = Record<string, never>;

export type AppServer = Server<ClientToServerEvents, ServerToClientEvents, NoServerEvents, SocketData>;
export type AppSocket = Socket<ClientToServerEvents, ServerToClientEvents, NoServerEvents, SocketData>;
