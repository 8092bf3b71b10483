import { InjectionToken } from '@angular/core';
import { openSocketIo } from './socket-io-port';
import type { SocketFactory } from './socket-port';

/** Who opens sockets: Socket.IO, and in tests a fake. */
export const SOCKET_FACTORY = new InjectionToken<SocketFactory>('SOCKET_FACTORY', { factory: () => openSocketIo });
