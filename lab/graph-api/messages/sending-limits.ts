import type { NumberState } from '../accounts/number-state.ts';
import { GraphError } from '../http/graph-error.ts';
import type { LabTime } from '../lab-time.ts';

/** Messages a second and number: https://developers.facebook.com/documentation/business-messaging/whatsapp/throughput */
const PER_SECOND = { STANDARD: 80, HIGH: 1000 } as const;

/**
 * One message to the same person every six seconds; up to 45 at once, which have to be waited off afterwards.
 * https://developers.facebook.com/docs/whatsapp/cloud-api/overview#pair-rate-limits
 */
const PAIR_INTERVAL = 6_000;
const PAIR_BURST = 45;

/** Calls an hour, app and account of everything but messages and media, for accounts with a registered number: https://developers.facebook.com/documentation/business-messaging/whatsapp/overview#rate-limits */
const CALLS_AN_HOUR = 5_000;
const HOUR = 3_600_000;

/** What Meta counts, by the lab's clock. */
export class SendingLimits {
  readonly #time: LabTime;
  readonly #lastSecond = new Map<string, number[]>();
  /** By pair: until when the messages already sent count. */
  readonly #paidUntil = new Map<string, number>();
  readonly #calls = new Map<string, { since: number; count: number }>();

  readonly #callsAnHour: number;

  constructor(time: LabTime, callsAnHour = CALLS_AN_HOUR) {
    this.#time = time;
    this.#callsAnHour = callsAnHour;
  }

  /** Counts a message; throws 130429 or 131056 where it is one too many, and then counts it not. */
  admit(number: NumberState, waId: string): void {
    const now = this.#time.now();
    const recent = (this.#lastSecond.get(number.id) ?? []).filter((at) => at > now - 1000);
    if (recent.length >= PER_SECOND[number.throughput]) throw new GraphError(130429);
    const pair = `${number.id} ${waId}`;
    const paidUntil = Math.max(this.#paidUntil.get(pair) ?? now, now);
    if (paidUntil - now >= PAIR_BURST * PAIR_INTERVAL) throw new GraphError(131056);
    this.#paidUntil.set(pair, paidUntil + PAIR_INTERVAL);
    recent.push(now);
    this.#lastSecond.set(number.id, recent);
  }

  /** Counts a call about an account; throws 80007 where it is one too many. */
  admitCall(appId: string, wabaId: string): void {
    const now = this.#time.now();
    const key = `${appId} ${wabaId}`;
    const running = this.#calls.get(key);
    const calls = running !== undefined && running.since > now - HOUR ? running : { since: now, count: 0 };
    if (calls.count >= this.#callsAnHour) throw tooManyCalls(wabaId, calls.since + HOUR - now);
    calls.count += 1;
    this.#calls.set(key, calls);
  }
}

/** Says in a header when there will be calls again: https://developers.facebook.com/docs/graph-api/overview/rate-limiting#headers-2 */
function tooManyCalls(wabaId: string, milliseconds: number): GraphError {
  const used = { type: 'whatsapp', call_count: 100, total_cputime: 0, total_time: 0 };
  const usage = { [wabaId]: [{ ...used, estimated_time_to_regain_access: Math.ceil(milliseconds / 60_000) }] };
  return new GraphError(80007, { headers: { 'x-business-use-case-usage': JSON.stringify(usage) } });
}
