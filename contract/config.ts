/** What `GET /api/config` tells the app before anyone signs in. Periods and timeouts are in milliseconds. */
export interface AppConfig {
  version: string;
  languages: ('es' | 'en')[];
  realtime: {
    /** Addresses of Socket.IO servers; the empty string is the app's own origin. */
    endpoints: string[];
    transports: ('websocket' | 'polling')[];
    pollPeriods: { connected: number; disconnected: number };
    /** How long one connection attempt may take. */
    connectTimeout: number;
    /** So many tries follow quickly after push is lost. Then the socket is only probed, less and less often. */
    eagerTries: number;
    /** The longest wait between two probes. */
    longestProbe: number;
  };
  apiTimeout: number;
}
