/** What the operator sees of realtime in `GET /health`: counts since the process began, and the sockets of now. */
export class RealtimeCounts {
  connections = 0;
  refusedHandshakes = 0;
  refusedJoins = 0;
  badEvents = 0;
  cutForRate = 0;

  snapshot(sockets: number): Record<string, number> {
    const { connections, refusedHandshakes, refusedJoins, badEvents, cutForRate } = this;
    return { sockets, connections, refusedHandshakes, refusedJoins, badEvents, cutForRate };
  }
}
