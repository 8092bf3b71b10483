import type { EventBody } from '#contract/events';
import type { After, Figure, Logger } from '../operations/index.ts';
import type { CommittedEvent, Store, Writing } from '../storage/index.ts';
import type { SessionRow } from '../whatsapp/index.ts';
import { openChannels, type ChannelSettings } from './channels.ts';
import { AlertDeliveries } from './deliveries.ts';
import {
  callOffDeliveries,
  closeIncident,
  openIncident,
  readOpenIncidents,
  requestDelivery,
  type Incident,
} from './incident-store.ts';
import type { MessageOptions } from './message.ts';
import { endOfTrouble, isNews, troubleOf, type Trouble } from './trouble.ts';

/** How often lines are looked at, in milliseconds: what begins within one look is one message. */
const LOOK_EVERY = 15_000;
/** After a change of a line somebody has to know of: soon, and yet together with what happens at the same time. */
const LOOK_SOON = 2_000;

export interface AlertsOptions {
  store: Store;
  logger: Logger;
  after: After;
  lines: () => readonly SessionRow[];
  settings: ChannelSettings & MessageOptions & { alertAfter: number };
}

/**
 * Watches over the lines of every client: what is wrong with one for long, or for good, becomes an incident, told once on
 * each channel and to the client's own people, and once more when it is over. Incidents and what of them is still to be told
 * are rows, so that a restart neither forgets nor repeats.
 */
export class Alerts {
  readonly #options: AlertsOptions;
  readonly #deliveries: AlertDeliveries;
  readonly #stopListening: () => void;
  #open = 0;
  #next: { at: number; callOff: () => void } | undefined;
  #looking: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: AlertsOptions) {
    this.#options = options;
    this.#deliveries = new AlertDeliveries({ ...options, channels: openChannels(options.settings) });
    this.#stopListening = options.store.onCommitted((events) => {
      if (events.some(isWorthALook)) this.#lookIn(LOOK_SOON);
    });
  }

  start(): void {
    this.#lookIn(LOOK_EVERY);
  }

  figures(): Figure[] {
    return [
      {
        kind: 'gauge',
        name: 'alert_incidents',
        help: 'WhatsApp lines that need attention now',
        read: () => this.#open,
      },
      {
        kind: 'counter',
        name: 'alert_messages_total',
        help: 'Alerts handed over to Slack or the mail server, and those that could not be',
        label: 'outcome',
        read: () => this.#deliveries.counts,
      },
    ];
  }

  /** Resolves once the look that has begun is over, and what is to be told has been handed over or refused. */
  async settled(): Promise<void> {
    await this.#looking;
    await this.#deliveries.settled();
  }

  /** Looks no more, and waits for nobody: what is not delivered yet stays to be told. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    this.#next?.callOff();
    await Promise.all([this.#looking, this.#deliveries.close()]);
  }

  #lookIn(milliseconds: number): void {
    const at = this.#options.store.now().getTime() + milliseconds;
    if (this.#closed || (this.#next && this.#next.at <= at)) return;
    this.#next?.callOff();
    const callOff = this.#options.after(milliseconds, () => {
      this.#next = undefined;
      this.#looking = this.#looking.then(() => this.#look());
    });
    this.#next = { at, callOff };
  }

  async #look(): Promise<void> {
    try {
      await this.#compare();
      this.#deliveries.begin();
    } catch (error) {
      this.#options.logger.error({ err: error }, 'the WhatsApp lines could not be looked at for alerts');
    }
    this.#lookIn(LOOK_EVERY);
  }

  /** Brings the incidents in step with the lines, all in one write. */
  async #compare(): Promise<void> {
    const { store, lines, settings } = this.#options;
    const lineById = new Map(lines().map((line) => [line.id, line]));
    this.#open = await store.write(async (writing) => {
      const now = Date.parse(writing.now);
      const open = new Map((await readOpenIncidents(writing.database)).map((each) => [each.sessionId, each]));
      for (const incident of open.values()) {
        const line = lineById.get(incident.sessionId);
        if (await this.#end(writing, incident, line, now)) open.delete(incident.sessionId);
      }
      for (const line of lineById.values()) {
        const trouble = troubleOf(line, now, settings.alertAfter);
        const known = open.get(line.id);
        if (!trouble || !isNews(trouble, known)) continue;
        if (known) {
          await closeIncident(writing, known);
          await callOffDeliveries(writing, known);
        }
        open.set(line.id, await this.#begin(writing, line, trouble));
      }
      return open.size;
    });
  }

  async #begin(writing: Writing, line: SessionRow, trouble: Trouble): Promise<Incident> {
    const incident = await openIncident(writing, line, trouble);
    await requestDelivery(writing, incident, 'trouble', this.#deliveries.channels);
    const level = trouble.kind === 'down' ? 'warning' : 'error';
    await tellTeam(writing, line, { level, code: `line_${trouble.kind}`, incident });
    return incident;
  }

  async #end(writing: Writing, incident: Incident, line: SessionRow | undefined, now: number): Promise<boolean> {
    const end = endOfTrouble(line, now);
    if (!end) return false;
    await closeIncident(writing, incident);
    await callOffDeliveries(writing, incident);
    if (end === 'recovered' && line) {
      await requestDelivery(writing, incident, 'recovery', this.#deliveries.channels);
      await tellTeam(writing, line, { level: 'info', code: 'line_back', incident });
    }
    return true;
  }
}

/** What a person has to know of is looked at soon; that a line tries again is not. */
function isWorthALook(event: CommittedEvent): boolean {
  return event.name === 'whatsapp:disconnected' && event.data.action !== 'retrying';
}

async function tellTeam(
  { event }: Writing,
  { clientCode, id: sessionId, name }: SessionRow,
  news: Pick<EventBody<'system:message'>, 'level' | 'code'> & { incident: Incident },
): Promise<void> {
  const { level, code, incident } = news;
  const params = { sessionId, name, reason: incident.reason ?? '', since: incident.since };
  await event(clientCode, 'system:message', () => Promise.resolve({ level, code, params }));
}
