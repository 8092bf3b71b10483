import { BusinessNumber } from './accounts/business-number.ts';
import { makeNumber, type NewBusinessNumber } from './accounts/new-number.ts';
import type { AccessToken } from './accounts/accounts.ts';
import { FaultSettings, type Faults, type SeenRequest } from './faults.ts';
import { FrontDoor, isMessage } from './http/front-door.ts';
import { Graph, VERSION } from './http/graph.ts';
import { digitsOf, newAccessToken } from './ids.ts';
import type { LabParts } from './lab-parts.ts';
import { LabTime } from './lab-time.ts';
import { MediaLinks } from './media/media-links.ts';
import { MediaStore } from './media/media-store.ts';
import { Delivery } from './messages/delivery.ts';
import { SendingLimits } from './messages/sending-limits.ts';
import type { GraphApiOptions } from './options.ts';
import { PersonState } from './people/person-state.ts';
import { Person } from './people/person.ts';
import { TemplateBook } from './templates/template-book.ts';
import { keptWorld, restoreWorld } from './state/kept-world.ts';
import { LabState, type KeptLab } from './state/lab-state.ts';
import { WebhookOutbox } from './webhooks/webhook-outbox.ts';
import { World } from './world.ts';

/** Meta's Graph API on this machine, with businesses on the Cloud API and people who write with them. Made by `startGraphApi`. */
export class GraphApi {
  /** The templates of all accounts. */
  readonly templates: TemplateBook;
  readonly #lab: LabParts;
  readonly #delivery: Delivery;
  readonly #door: FrontDoor;
  readonly #businesses = new Map<string, BusinessNumber>();
  readonly #people = new Map<PersonState, Person>();
  readonly #requests = new Map<string | undefined, number>();
  readonly #state: LabState | undefined;

  private constructor(options: GraphApiOptions) {
    const time = new LabTime(options.clock, options.after);
    const world = new World();
    const faults = new FaultSettings({
      releaseWebhooks: () => {
        outbox.release();
      },
      releaseDelivery: () => {
        for (const person of world.people.values()) this.#delivery.reach(person);
      },
      cutConnections: () => {
        this.#door.cut();
      },
    });
    const outbox = new WebhookOutbox(world, faults, time);
    const baseUrl = (): string => this.url;
    this.#lab = {
      world,
      time,
      faults,
      outbox,
      media: new MediaStore(time, options.stateFile === undefined ? undefined : `${options.stateFile}-files`),
      links: new MediaLinks(time, baseUrl),
      changed: (person) => {
        this.#state?.changed();
        person?.changeListeners.call();
      },
    };
    this.#delivery = new Delivery(this.#lab);
    this.templates = new TemplateBook(
      (wabaId, change) => {
        outbox.tell(wabaId, change);
      },
      () => {
        this.#lab.changed();
      },
    );
    const limits = new SendingLimits(time, options.callsAnHour);
    const { templates } = this;
    const graph = new Graph(this.#lab, { delivery: this.#delivery, templates, limits, baseUrl });
    this.#door = new FrontDoor(options.host ?? '127.0.0.1', this.#lab, graph, (request) => {
      this.#count(request);
    });
    if (options.stateFile !== undefined) {
      const state = new LabState(options.stateFile, () => this.#kept());
      const kept = state.load();
      if (kept) this.#restore(kept);
      this.#state = state;
    }
  }

  static async start(options: GraphApiOptions): Promise<GraphApi> {
    const lab = new GraphApi(options);
    await lab.#door.open(options.port ?? 0);
    return lab;
  }

  /** What GRAPH_API_URL has to be: without a version. */
  get url(): string {
    return this.#door.url;
  }

  /** The version of the Graph API it speaks; requests may name any. */
  get version(): string {
    return VERSION;
  }

  get faults(): Faults {
    return this.#lab.faults;
  }

  /** The business number with this phone number, made when there is none yet. */
  createBusinessNumber(wanted: NewBusinessNumber): BusinessNumber {
    const known = this.businessNumber(wanted.phoneNumber);
    if (known) return known;
    const { number, app, token } = makeNumber(this.#lab, wanted);
    this.#lab.changed();
    return this.#addBusiness(new BusinessNumber(number, app, token, this.#lab));
  }

  businessNumber(phoneNumber: string): BusinessNumber | undefined {
    return this.#businesses.get(digitsOf(phoneNumber));
  }

  businessNumbers(): BusinessNumber[] {
    return [...this.#businesses.values()];
  }

  /**
   * The person with this number, made when there is none yet (the name of the first call stays). With a `username` businesses
   * are not shown the number.
   */
  createPerson({ phoneNumber, name, username }: { phoneNumber: string; name: string; username?: string }): Person {
    const digits = digitsOf(phoneNumber);
    const known = this.person(digits);
    if (known) return known;
    const state = new PersonState({ phoneNumber: digits, name, ...(username !== undefined && { username }) });
    this.#lab.world.people.set(digits, state);
    this.#lab.changed();
    return this.#addPerson(state);
  }

  person(phoneNumber: string): Person | undefined {
    const state = this.#lab.world.people.get(digitsOf(phoneNumber));
    return state && this.#people.get(state);
  }

  people(): Person[] {
    return [...this.#people.values()];
  }

  /** Another token, for the accounts named; it may do all that messaging needs, unless `scopes` says less. */
  createToken(token: { appId: string; wabaIds: string[]; scopes?: string[]; expiresAt?: number }): string {
    const issuedAt = this.#lab.time.now();
    return this.#lab.world.addToken({ token: newAccessToken(), issuedAt, ...token }).token;
  }

  /** Throws where there is no such token. */
  revokeToken(token: string): void {
    this.#token(token).isRevoked = true;
    this.#lab.changed();
  }

  /** Makes a token expire now. Throws where there is no such token. */
  expireToken(token: string): void {
    this.#token(token).expiresAt = this.#lab.time.now();
    this.#lab.changed();
  }

  /** How many requests to send a message arrived, whatever became of them; of one biz_opaque_callback_data where it is given. */
  requestsReceived(callbackData?: string): number {
    if (callbackData !== undefined) return this.#requests.get(callbackData) ?? 0;
    return [...this.#requests.values()].reduce((sum, count) => sum + count, 0);
  }

  /** How many bubbles people were shown; of one biz_opaque_callback_data where it is given. */
  bubbles(callbackData?: string): number {
    return this.#delivery.bubbles(callbackData);
  }

  /** Resolves when no webhook is on its way; what is held, or waits for another try, does not count. */
  async whenWebhooksSent(): Promise<void> {
    await this.#delivery.whenCarried();
    await this.#lab.outbox.whenIdle();
  }

  /** Deletes a file at Meta before its time. */
  expireMedia(id: string): void {
    this.#lab.media.expire(id);
  }

  /** Ends every connection, frees the port and saves the state. */
  async close(): Promise<void> {
    await this.#door.close();
    this.#lab.outbox.close();
    await this.#state?.save();
    this.#lab.media.close();
  }

  #addBusiness(business: BusinessNumber): BusinessNumber {
    this.#businesses.set(business.phoneNumber, business);
    return business;
  }

  #addPerson(state: PersonState): Person {
    const person = new Person(state, this.#lab, this.#delivery);
    this.#people.set(state, person);
    return person;
  }

  #kept(): KeptLab {
    const businesses = this.businessNumbers().map(({ phoneNumberId, appId, accessToken }) => {
      return { numberId: phoneNumberId, appId, token: accessToken };
    });
    const { world, media } = this.#lab;
    return { ...keptWorld(world), businesses, templates: this.templates.list(), media: media.all() };
  }

  #restore(kept: KeptLab): void {
    const { world, media } = this.#lab;
    restoreWorld(world, kept);
    for (const template of kept.templates.toReversed()) this.templates.restore(template);
    for (const file of kept.media) media.restore(file);
    for (const state of world.people.values()) this.#addPerson(state);
    for (const { numberId, appId, token } of kept.businesses) {
      const [number, app, held] = [world.numbers.get(numberId), world.apps.get(appId), world.tokens.get(token)];
      if (number && app && held) this.#addBusiness(new BusinessNumber(number, app, held, this.#lab));
    }
  }

  #token(token: string): AccessToken {
    const known = this.#lab.world.tokens.get(token);
    if (known === undefined) throw new Error('The lab has no such token');
    return known;
  }

  #count(request: SeenRequest): void {
    if (!isMessage(request)) return;
    const { biz_opaque_callback_data: data } = request.body as { biz_opaque_callback_data?: unknown };
    const key = typeof data === 'string' ? data : undefined;
    this.#requests.set(key, (this.#requests.get(key) ?? 0) + 1);
  }
}
