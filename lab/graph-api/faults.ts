import type { Change } from './payloads/index.ts';

/** How often a fault still strikes, or what it strikes. A number counts down; 0 is off. */
export type Trigger<Subject> = number | ((subject: Subject) => boolean);

/** A request as a fault sees it. */
export interface SeenRequest {
  method: string;
  /** Without the version: `/<phone number id>/messages`. */
  path: string;
  body: unknown;
}

/** What can be made to go wrong, at any time. Everything is off at first. */
export interface Faults {
  /** A request is not carried out, and its connection destroyed. A number counts messages, a function is asked for any request. */
  dropRequests: Trigger<SeenRequest>;
  /** A request is carried out, but its connection destroyed instead of an answer. Counts as `dropRequests`. */
  dropAnswers: Trigger<SeenRequest>;
  /** Milliseconds between the carrying out of a request and its answer. */
  delayAnswers: number;
  /** By the recipient's number: the code its messages are refused with at once, such as 131056 or 368. */
  readonly refuse: Map<string, number>;
  /** By the recipient's number: the code with which its messages fail after they were accepted, such as 131049. */
  readonly fail: Map<string, number>;
  /** Every request is answered with this HTTP status (500, 502, 503) and nothing is carried out. */
  outage: number | undefined;
  /** While true, new connections are reset before they begin; open ones are cut. */
  refuseConnections: boolean;
  /** While true, webhooks wait; setting it to false sends those that were held. */
  holdWebhooks: boolean;
  /** Milliseconds before a webhook is sent. */
  delayWebhooks: number;
  /** A webhook is never sent. */
  loseWebhooks: Trigger<Change>;
  /** A webhook is sent twice. */
  repeatWebhooks: Trigger<Change>;
  /** While true, webhooks of a moment are sent in any order, those of one person too. */
  shuffleWebhooks: boolean;
  /** As many changes of an app's account at most go in one POST, where several wait. */
  bundleWebhooks: number;
  /** While true, phones are out of reach: nothing is delivered. Setting it to false delivers what waits. */
  holdDelivery: boolean;
  /** A download of a file is answered with 404; the trigger gets the id of the media. */
  loseFiles: Trigger<string>;
  /** A download ends after half of the file. */
  cutFiles: Trigger<string>;
  /** A download brings other bytes. */
  damageFiles: Trigger<string>;
  /** An upload is refused with 131000; the trigger gets the phone number id. */
  refuseUploads: Trigger<string>;
}

type TriggeredFault =
  | 'dropRequests'
  | 'dropAnswers'
  | 'loseWebhooks'
  | 'repeatWebhooks'
  | 'loseFiles'
  | 'cutFiles'
  | 'damageFiles'
  | 'refuseUploads';
type SubjectOf<Name extends TriggeredFault> = Parameters<Exclude<Faults[Name], number>>[0];

export interface FaultActions {
  releaseWebhooks(): void;
  releaseDelivery(): void;
  cutConnections(): void;
}

export class FaultSettings implements Faults {
  dropRequests: Trigger<SeenRequest> = 0;
  dropAnswers: Trigger<SeenRequest> = 0;
  delayAnswers = 0;
  readonly refuse = new Map<string, number>();
  readonly fail = new Map<string, number>();
  outage: number | undefined;
  delayWebhooks = 0;
  loseWebhooks: Trigger<Change> = 0;
  repeatWebhooks: Trigger<Change> = 0;
  shuffleWebhooks = false;
  bundleWebhooks = 1;
  loseFiles: Trigger<string> = 0;
  cutFiles: Trigger<string> = 0;
  damageFiles: Trigger<string> = 0;
  refuseUploads: Trigger<string> = 0;
  #holdWebhooks = false;
  #holdDelivery = false;
  #refuseConnections = false;
  readonly #actions: FaultActions;

  constructor(actions: FaultActions) {
    this.#actions = actions;
  }

  get holdWebhooks(): boolean {
    return this.#holdWebhooks;
  }

  set holdWebhooks(hold: boolean) {
    this.#holdWebhooks = hold;
    if (!hold) this.#actions.releaseWebhooks();
  }

  get holdDelivery(): boolean {
    return this.#holdDelivery;
  }

  set holdDelivery(hold: boolean) {
    this.#holdDelivery = hold;
    if (!hold) this.#actions.releaseDelivery();
  }

  get refuseConnections(): boolean {
    return this.#refuseConnections;
  }

  set refuseConnections(refuse: boolean) {
    this.#refuseConnections = refuse;
    if (refuse) this.#actions.cutConnections();
  }

  /** Whether it strikes; counts a number down. */
  strikes<Name extends TriggeredFault>(fault: Name, subject: SubjectOf<Name>): boolean {
    const trigger = this[fault] as Trigger<SubjectOf<Name>>;
    if (typeof trigger === 'function') return trigger(subject);
    if (trigger <= 0) return false;
    (this as Record<TriggeredFault, unknown>)[fault] = trigger - 1;
    return true;
  }
}
