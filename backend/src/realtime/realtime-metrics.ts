import type { Figure } from '../operations/index.ts';
import type { RealtimeTotals } from './realtime-totals.ts';

/** What `GET /metrics` tells of the sockets; `read` is called once per answer. */
export function realtimeMetrics(read: () => RealtimeTotals): Figure[] {
  const totals = oncePerAnswer(read);
  return [
    {
      kind: 'gauge',
      name: 'sockets',
      help: 'Sockets now, by the transport they use',
      label: 'transport',
      read: () => ({ websocket: totals().websocket, polling: totals().polling }),
    },
    { kind: 'counter', name: 'connections_total', help: 'Sockets admitted', read: () => totals().connections },
    {
      kind: 'counter',
      name: 'reconnections_total',
      help: 'Sockets admitted whose tab was connected before',
      read: () => totals().reconnections,
    },
    {
      kind: 'counter',
      name: 'refused_handshakes_total',
      help: 'Sockets not admitted',
      label: 'code',
      read: () => totals().refusedHandshakes,
    },
    {
      kind: 'counter',
      name: 'refused_joins_total',
      help: 'Sockets that asked for a room that is not theirs',
      read: () => totals().refusedJoins,
    },
    {
      kind: 'counter',
      name: 'bad_socket_events_total',
      help: 'Events of browsers that were not as they should be',
      read: () => totals().badEvents,
    },
    {
      kind: 'counter',
      name: 'sockets_cut_total',
      help: 'Sockets cut because they did not read, or sent too much',
      label: 'reason',
      read: () => ({ slowness: totals().cutForSlowness, rate: totals().cutForRate }),
    },
    {
      kind: 'gauge',
      name: 'round_trip_seconds',
      help: 'From a heartbeat to the answer of the browser, over the last few hundred',
      label: 'quantile',
      read: () => ({ 0.5: seconds(totals().roundTripP50), 0.95: seconds(totals().roundTripP95) }),
    },
    {
      kind: 'counter',
      name: 'emitted_events_total',
      help: 'Events pushed, each counted once however many sockets it went to',
      label: 'event',
      read: () => totals().emitted,
    },
    {
      kind: 'counter',
      name: 'log_reads_total',
      help: 'Reads of the event log, by the reason browsers give',
      label: 'reason',
      read: () => totals().reads,
    },
    {
      kind: 'counter',
      name: 'log_read_events_total',
      help: 'Events that reads of the log have delivered',
      read: () => totals().readEvents,
    },
    {
      kind: 'counter',
      name: 'recovered_events_total',
      help: 'Events that push had not brought and a read of the log did',
      read: () => totals().recoveredEvents,
    },
    {
      kind: 'counter',
      name: 'start_overs_total',
      help: 'Reads of the log that could not be continued: the browser fetches everything again',
      read: () => totals().startOvers,
    },
  ];
}

function seconds(milliseconds: number | null): number | undefined {
  return milliseconds === null ? undefined : milliseconds / 1_000;
}

/** Figures of one answer are read one after the other, in one turn of the event loop. */
function oncePerAnswer<T>(read: () => T): () => T {
  let known: { value: T } | undefined;
  return () => {
    if (!known) {
      known = { value: read() };
      setImmediate(() => {
        known = undefined;
      });
    }
    return known.value;
  };
}
