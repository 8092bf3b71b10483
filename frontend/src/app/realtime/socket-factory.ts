import { InjectionToken } from '@angular/core';
import { openSocketIo, type SocketFactory } from './feed';

/** Who opens sockets: Socket.IO, and in tests a fake. */
export const SOCKET_FACTORY = new InjectionToken<SocketFactory>('SOCKET_FACTORY', { factory: () => openSocketIo });
