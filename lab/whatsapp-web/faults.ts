/** How often a fault still strikes, or for which stanza ids (of files: paths). A number counts down; 0 is off. */
export type Trigger = number | ((stanzaId: string) => boolean);

/** What can be made to go wrong, at any time. Everything is off at first. */
export interface Faults {
  /** A companion's message is swallowed: no acknowledgement, nothing delivered. */
  dropSends: Trigger;
  /** A companion's message is delivered, but its acknowledgement never goes back. */
  dropAcks: Trigger;
  /** A message arrives at a companion with damaged ciphertext, so that the companion asks for it again. */
  corrupt: Trigger;
  /** Milliseconds between a companion's message and its acknowledgement. */
  ackDelay: number;
  /** Milliseconds between a companion's question (`iq`, pings too) and the answer. */
  answerDelay: number;
  /** Milliseconds before a log-in is answered. */
  loginDelay: number;
  /** By the recipient's phone number, or the jid of a group: the error its messages are refused with, such as 463. */
  readonly refuse: Map<string, number>;
  /** While true, companions are not told that their offline queue has drained. */
  hideDrain: boolean;
  /** A download of a file is answered with 404; the trigger gets the path. */
  loseFiles: Trigger;
  /** A download ends after half of the file. */
  cutFiles: Trigger;
  /** A download brings other bytes. */
  damageFiles: Trigger;
  /** An upload of a companion is refused with 503. */
  refuseUploads: Trigger;
  /** Milliseconds before a download begins. */
  fileDelay: number;
  /** Milliseconds before an upload is answered. */
  uploadDelay: number;
  /** While true, phones send no delivery receipts; setting it to false sends those that were held. */
  holdDelivery: boolean;
  /** The code (401, 403, 500, 503, …) with which log-ins are refused. */
  refuseLogin: number | undefined;
  /** While true, new connections are reset before they begin, as when WhatsApp is out of reach; open ones stay. */
  refuseConnections: boolean;
  /**
   * While true, connections stay open, but the server neither hears nor says anything: not even pings are answered, and
   * new connections get no further than TCP. Messages wait in the offline queue; whoever is still there when it becomes
   * false gets everything late.
   */
  silent: boolean;
  /**
   * Ends every companion's connection so that Baileys reports this code. Without one, or with 428, it is closed without a
   * word. WhatsApp never says 408: a companion finds out by itself, from `silent`; here it is said, so that a test
   * need not wait that long.
   */
  closeAll(code?: number): void;
  /** Destroys every companion's TCP connection. */
  cutAll(): void;
}

type TriggeredFault = 'dropSends' | 'dropAcks' | 'corrupt' | 'loseFiles' | 'cutFiles' | 'damageFiles' | 'refuseUploads';

export interface FaultActions {
  closeAll(code: number | undefined): void;
  cutAll(): void;
  releaseDelivery(): void;
  silenceChanged(): void;
}

export class FaultSettings implements Faults {
  dropSends: Trigger = 0;
  dropAcks: Trigger = 0;
  corrupt: Trigger = 0;
  ackDelay = 0;
  answerDelay = 0;
  loginDelay = 0;
  hideDrain = false;
  loseFiles: Trigger = 0;
  cutFiles: Trigger = 0;
  damageFiles: Trigger = 0;
  refuseUploads: Trigger = 0;
  fileDelay = 0;
  uploadDelay = 0;
  readonly refuse = new Map<string, number>();
  refuseLogin: number | undefined;
  refuseConnections = false;
  #holdDelivery = false;
  #silent = false;
  readonly #actions: FaultActions;

  constructor(actions: FaultActions) {
    this.#actions = actions;
  }

  get holdDelivery(): boolean {
    return this.#holdDelivery;
  }

  set holdDelivery(hold: boolean) {
    this.#holdDelivery = hold;
    if (!hold) this.#actions.releaseDelivery();
  }

  get silent(): boolean {
    return this.#silent;
  }

  set silent(silent: boolean) {
    this.#silent = silent;
    this.#actions.silenceChanged();
  }

  closeAll(code?: number): void {
    this.#actions.closeAll(code);
  }

  cutAll(): void {
    this.#actions.cutAll();
  }

  /** Whether it strikes this stanza; counts a number down. */
  strikes(fault: TriggeredFault, stanzaId: string): boolean {
    const trigger = this[fault];
    if (typeof trigger === 'function') return trigger(stanzaId);
    if (trigger <= 0) return false;
    this[fault] = trigger - 1;
    return true;
  }
}
