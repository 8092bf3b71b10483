/** How long QR codes can be scanned, in milliseconds: a companion's first, and each further one. */
export interface QrLifetime {
  first: number;
  next: number;
}

export interface LabOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /**
   * Keeps identities, linked devices, Signal sessions, chats and offline queues across restarts. Written a second
   * after a change and on `close()`.
   */
  stateFile?: string;
  /** WhatsApp's, a minute and then twenty seconds each, unless a test cannot wait that long. */
  qrLifetime?: QrLifetime;
}
