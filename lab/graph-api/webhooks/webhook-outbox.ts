import type { NumberState } from '../accounts/number-state.ts';
import type { FaultSettings } from '../faults.ts';
import type { LabTime } from '../lab-time.ts';
import { signatureOf, webhookBody, webhookPayload, type Change } from '../payloads/index.ts';
import type { World } from '../world.ts';
import { bundled, type Bundle, type WaitingChange } from './bundles.ts';
import { inAnyOrder } from './shuffle.ts';
import { WebhookSender, type SignedWebhook } from './webhook-sender.ts';

/** Meta tries again "with decreasing frequency" for up to 7 days: https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview */
const FIRST_RETRY = 5_000;
const LONGEST_RETRY = 3_600_000;
const GIVEN_UP = 7 * 86_400_000;
/** Changes of a moment, where they are to be mixed up or bundled. */
const MOMENT = 10;

/** What a change is about: those about one person go one after the other. */
interface About {
  number?: NumberState;
  about?: string;
}

/** Tells apps what happens to their accounts, in order for each person, again where they do not answer with 200. */
export class WebhookOutbox {
  readonly #world: World;
  readonly #faults: FaultSettings;
  readonly #time: LabTime;
  readonly #sender: WebhookSender;
  readonly #held: WaitingChange[] = [];
  #moment: WaitingChange[] = [];
  #timer: NodeJS.Timeout | undefined;
  readonly #chains = new Map<string, Promise<void>>();
  readonly #retries = new Set<() => void>();
  #underWay = 0;
  readonly #idle: (() => void)[] = [];
  #isClosed = false;

  constructor(world: World, faults: FaultSettings, time: LabTime) {
    this.#world = world;
    this.#faults = faults;
    this.#time = time;
    this.#sender = new WebhookSender(time);
  }

  /** Tells every app that is subscribed to the account. */
  tell(wabaId: string, change: Change, { number, about = change.field }: About = {}): void {
    if (this.#isClosed) return;
    const time = change.field === 'messages' ? undefined : Math.floor(this.#time.now() / 1000);
    for (const receiver of this.#world.receivers(wabaId, number)) {
      if (this.#faults.strikes('loseWebhooks', change)) continue;
      const waiting = { ...receiver, wabaId, change, about, ...(time !== undefined && { time }) };
      this.#underWay += 1;
      void this.#time.pause(this.#faults.delayWebhooks).then(() => {
        this.#go(waiting);
        if (this.#faults.strikes('repeatWebhooks', change)) {
          this.#underWay += 1;
          this.#go(waiting);
        }
      });
    }
  }

  /** Sends what was held. */
  release(): void {
    for (const waiting of this.#held.splice(0)) {
      this.#underWay += 1;
      this.#go(waiting);
    }
  }

  /** Sends bodies as they are, several at a time and in no order; gives the statuses of the answers. */
  push(webhooks: SignedWebhook[]): Promise<number[]> {
    return Promise.all(webhooks.map((webhook) => this.#sender.send(webhook)));
  }

  /** Resolves when nothing is on its way; what is held, or waits for another try, does not count. */
  whenIdle(): Promise<void> {
    if (this.#underWay === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  /** Forgets what was not told yet. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    for (const callOff of this.#retries) callOff();
    this.#sender.close();
  }

  #go(waiting: WaitingChange): void {
    if (this.#faults.holdWebhooks) {
      this.#held.push(waiting);
      this.#settled(1);
      return;
    }
    if (!this.#faults.shuffleWebhooks && this.#faults.bundleWebhooks <= 1) {
      this.#sendInTurn({ changes: [waiting], size: 1 });
      return;
    }
    this.#moment.push(waiting);
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      const all = this.#moment;
      this.#moment = [];
      const ordered = this.#faults.shuffleWebhooks ? inAnyOrder(all) : all;
      for (const bundle of bundled(ordered, this.#faults.bundleWebhooks)) this.#sendInTurn(bundle);
    }, MOMENT);
  }

  #sendInTurn({ changes, size }: Bundle): void {
    const [first] = changes;
    if (first === undefined) return;
    const webhook = signed(changes, first);
    const chain = this.#faults.shuffleWebhooks ? undefined : `${first.url} ${first.about}`;
    const before = chain === undefined ? undefined : this.#chains.get(chain);
    const sent = (before ?? Promise.resolve()).then(async () => {
      if (!this.#isClosed) await this.#try(webhook, 0, FIRST_RETRY);
      this.#settled(size);
    });
    if (chain === undefined) return;
    this.#chains.set(chain, sent);
    void sent.then(() => {
      if (this.#chains.get(chain) === sent) this.#chains.delete(chain);
    });
  }

  /** Sends it once, and where that fails again later; what comes after it does not wait for that. */
  async #try(webhook: SignedWebhook, waited: number, pause: number): Promise<void> {
    const status = await this.#sender.send(webhook);
    if (status === 200 || this.#isClosed || waited + pause > GIVEN_UP) return;
    const callOff = this.#time.after(pause, () => {
      this.#retries.delete(callOff);
      this.#underWay += 1;
      void this.#try(webhook, waited + pause, Math.min(pause * 2, LONGEST_RETRY)).then(() => {
        this.#settled(1);
      });
    });
    this.#retries.add(callOff);
  }

  #settled(count: number): void {
    this.#underWay -= count;
    if (this.#underWay === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }
}

function signed(changes: WaitingChange[], { url, secret }: WaitingChange): SignedWebhook {
  const accounts = Map.groupBy(changes, ({ wabaId, time }) => `${wabaId} ${String(time)}`);
  const entry = [...accounts.values()].flatMap((ofOne) => {
    const [first] = ofOne;
    if (first === undefined) return [];
    const { wabaId: id, time } = first;
    return [{ id, ...(time !== undefined && { time }), changes: ofOne.map(({ change }) => change) }];
  });
  const body = webhookBody(webhookPayload(entry));
  return { url, body, signature: signatureOf(body, secret) };
}
