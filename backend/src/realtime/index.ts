export { eventsRoute } from './events-route.ts';
export type { CurrentQr, RealtimeHooks } from './hooks.ts';
export { trimLogs } from './log-trimming.ts';
export { probeRoutes } from './probe-routes.ts';
export { realtimeMetrics } from './realtime-metrics.ts';
export { RealtimeServer, type PassingEventName } from './realtime-server.ts';
export { TypingBoard } from './typing-board.ts';
export type { RealtimeTotals } from './realtime-totals.ts';
