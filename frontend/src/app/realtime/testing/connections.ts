import { type Connection, connectionOf, unknownConnection } from '../feed';

/** A connection of this kind with nothing else to tell of. */
export function connectionOfKind(kind: Connection['kind']): Connection {
  return { ...connectionOf(unknownConnection), kind };
}
