export interface LabOptions {
  /** 0, the default, takes any free port. */
  port?: number;
  host?: string;
  /**
   * Keeps identities, linked devices, Signal sessions, chats and offline queues across restarts. Written a second
   * after a change and on `close()`.
   */
  stateFile?: string;
}
