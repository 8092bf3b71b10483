/** How often a fault still strikes, or for which stanza ids. A number counts down; 0 is off. */
export type Trigger = number | ((stanzaId: string) => boolean);

/** What can be made to go wrong, at any time. Everything is off at first. */
export interface Faults {
  /** A companion's message is swallowed: no acknowledgement, nothing delivered. */
  dropSends: Trigger;
  /** A companion's message is delivered, but its acknowledgement never goes back. */
  dropAcks: Trigger;
  /** Milliseconds between a companion's message and its acknowledgement. */
  ackDelay: number;
  /** Milliseconds before a log-in is answered. */
  loginDelay: number;
  /** By the recipient's phone number: the error its messages are refused with, such as 463. */
  readonly refuse: Map<string, number>;
  /** While true, phones send no delivery receipts; setting it to false sends those that were held. */
  holdDelivery: boolean;
  /** The reason (401, 403, 500, 503, …) with which log-ins are refused. */
  refuseLogin: number | undefined;
  /** Ends every companion's connection with this stream error; 428 when no code is given: closed without one. */
  closeAll(code?: number): void;
  /** Destroys every companion's TCP connection. */
  cutAll(): void;
}

export interface FaultActions {
  closeAll(code: number | undefined): void;
  cutAll(): void;
  releaseDelivery(): void;
}

export class FaultSettings implements Faults {
  dropSends: Trigger = 0;
  dropAcks: Trigger = 0;
  ackDelay = 0;
  loginDelay = 0;
  readonly refuse = new Map<string, number>();
  refuseLogin: number | undefined;
  #holdDelivery = false;
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

  closeAll(code?: number): void {
    this.#actions.closeAll(code);
  }

  cutAll(): void {
    this.#actions.cutAll();
  }

  /** Whether this stanza is to be swallowed; counts a number down. */
  strikes(fault: 'dropSends' | 'dropAcks', stanzaId: string): boolean {
    const trigger = this[fault];
    if (typeof trigger === 'function') return trigger(stanzaId);
    if (trigger <= 0) return false;
    this[fault] = trigger - 1;
    return true;
  }
}
