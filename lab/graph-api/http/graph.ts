import { MANAGEMENT, MESSAGING, type AccessToken } from '../accounts/accounts.ts';
import { MediaEdge } from '../edges/media-edge.ts';
import { changeNumberSettings, listNumbers, register, showNumber } from '../edges/number-edge.ts';
import { answerSubscribedApps } from '../edges/subscribed-apps-edge.ts';
import { listTemplates, showTemplate } from '../edges/template-edge.ts';
import { debugToken, me } from '../edges/token-edge.ts';
import type { LabParts } from '../lab-parts.ts';
import type { Delivery } from '../messages/delivery.ts';
import { MessagesEdge } from '../messages/messages-edge.ts';
import type { SendingLimits } from '../messages/sending-limits.ts';
import type { TemplateBook } from '../templates/template-book.ts';
import type { GraphObject } from '../world.ts';
import { checkProof, demandAccess, tokenOf } from './access.ts';
import { unknownObject } from './graph-error.ts';
import type { GraphRequest } from './graph-request.ts';

export interface GraphParts {
  delivery: Delivery;
  templates: TemplateBook;
  limits: SendingLimits;
  baseUrl: () => string;
}

/** The Graph: every path names an object by its id, and maybe an edge of it. */
export class Graph {
  readonly media: MediaEdge;
  readonly #lab: LabParts;
  readonly #templates: TemplateBook;
  readonly #messages: MessagesEdge;
  readonly #limits: SendingLimits;
  readonly #baseUrl: () => string;

  constructor(lab: LabParts, { delivery, templates, limits, baseUrl }: GraphParts) {
    this.#lab = lab;
    this.#templates = templates;
    this.#limits = limits;
    this.#messages = new MessagesEdge(lab, delivery, this.#limits, templates);
    this.#baseUrl = baseUrl;
    this.media = new MediaEdge(lab);
  }

  token({ token, query }: GraphRequest): AccessToken {
    const shown = tokenOf(this.#lab.world, this.#lab.time, token);
    checkProof(this.#lab.world, shown, query);
    return shown;
  }

  /** Carries a request out; throws a GraphError where it is refused. */
  async answer(request: GraphRequest): Promise<object> {
    const { path, method, query } = request;
    const [id = '', edge, ...rest] = path;
    const token = this.token(request);
    if (rest.length > 0) throw unknownObject(method, path.join('/'));
    if (id === 'me' && edge === undefined) return me(token);
    if (id === 'debug_token' && edge === undefined) return debugToken(this.#lab, query);
    const object = this.#lab.world.object(id);
    if (object) return this.#answerFor(object, edge, token, request);
    const template = edge === undefined && method === 'GET' ? this.#templates.get(id) : undefined;
    if (template) {
      this.#manage(token, template.wabaId, request);
      return showTemplate(template, query);
    }
    if (edge === undefined && method === 'GET') return this.media.show(token, id);
    if (edge === undefined && method === 'DELETE') return this.media.remove(token, id);
    throw unknownObject(method, id);
  }

  async #answerFor(
    object: GraphObject,
    edge: string | undefined,
    token: AccessToken,
    request: GraphRequest,
  ): Promise<object> {
    const { method, query, path } = request;
    const [id = ''] = path;
    const asked = `${method} ${edge ?? ''}`;
    switch (object.kind) {
      case 'number': {
        const { number } = object;
        if (asked === 'POST messages' || asked === 'POST media') {
          demandAccess(token, number.wabaId, MESSAGING, { method, id });
          return asked === 'POST media'
            ? this.media.upload(number, request)
            : this.#messages.post(number, request.fields);
        }
        this.#manage(token, number.wabaId, request);
        if (asked === 'GET ') return showNumber(this.#lab, number, query);
        if (asked === 'POST register') return register(this.#lab, number, request);
        if (asked === 'POST ') return changeNumberSettings(this.#lab, number, request);
        break;
      }
      case 'account': {
        const { account } = object;
        this.#manage(token, account.id, request);
        const url = `${this.#baseUrl()}/${VERSION}/${path.join('/')}`;
        if (asked === 'GET ')
          return {
            id: account.id,
            name: account.name,
            timezone_id: '1',
            message_template_namespace: account.businessId,
          };
        if (asked === 'GET phone_numbers') return listNumbers(this.#lab, account.id, query, url);
        if (asked === 'GET message_templates') return listTemplates(this.#templates, account.id, query, url);
        if (edge === 'subscribed_apps') return answerSubscribedApps(this.#lab, account, token, request);
        break;
      }
      case 'app':
        if (asked === 'GET ' && token.appId === object.app.id) return { id: object.app.id, name: object.app.name };
    }
    throw unknownObject(method, id);
  }

  /** Whether a token may manage an account, and has not done so too often. */
  #manage(token: AccessToken, wabaId: string, { method, path }: GraphRequest): void {
    demandAccess(token, wabaId, MANAGEMENT, { method, id: path[0] ?? '' });
    this.#limits.admitCall(token.appId, wabaId);
  }
}

/** What this lab speaks, Meta's newest: https://developers.facebook.com/docs/graph-api/changelog/versions */
export const VERSION = 'v26.0';
