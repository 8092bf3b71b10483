import { setTimeout as pause } from 'node:timers/promises';
import type { ServerResponse } from 'node:http';
import { MESSAGING, type AccessToken } from '../accounts/accounts.ts';
import type { NumberState } from '../accounts/number-state.ts';
import { demandAccess } from '../http/access.ts';
import { GraphError, invalidParameter, unknownObject } from '../http/graph-error.ts';
import type { GraphRequest } from '../http/graph-request.ts';
import type { LabParts } from '../lab-parts.ts';
import { bareType, fileRules, kindOfType, uploadableTypes } from '../media/file-rules.ts';
import type { Media } from '../media/media-store.ts';
import { checkProduct } from '../messages/messages-edge.ts';

/** Files of messages: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/media */
export class MediaEdge {
  readonly #lab: LabParts;

  constructor(lab: LabParts) {
    this.#lab = lab;
  }

  /** `POST /<phone number id>/media` */
  async upload(number: NumberState, { fields, files }: GraphRequest): Promise<object> {
    checkProduct(fields);
    const file = files.get('file');
    if (file === undefined) throw invalidParameter('The parameter file is required.');
    const declared =
      typeof fields['type'] === 'string' && fields['type'].includes('/') ? fields['type'] : file.mimeType;
    const kind = kindOfType(declared);
    if (kind === undefined) {
      throw invalidParameter(
        `Param file must be a file with one of the following types: ${uploadableTypes.join(', ')}. Received file of type '${bareType(declared)}'.`,
      );
    }
    const { maxBytes } = fileRules[kind];
    if (file.bytes.length > maxBytes) {
      throw invalidParameter(`Media file size too big. Max file size we currently support: ${megabytes(maxBytes)}.`);
    }
    if (this.#lab.faults.strikes('refuseUploads', number.id)) throw new GraphError(131000);
    const { id } = await this.#lab.media.add('business', number.id, declared, file.bytes);
    this.#lab.changed();
    return { id };
  }

  /** `GET /<media id>` */
  show(token: AccessToken, id: string): object {
    const media = this.#media(token, 'GET', id);
    return {
      messaging_product: 'whatsapp',
      url: this.#lab.links.make(id, 'getMedia'),
      mime_type: media.mimeType,
      sha256: media.sha256,
      file_size: media.bytes,
      id,
    };
  }

  /** `DELETE /<media id>` */
  remove(token: AccessToken, id: string): object {
    this.#media(token, 'DELETE', id);
    this.#lab.media.expire(id);
    this.#lab.changed();
    return { success: true };
  }

  /** What lies at a link: with a good token only, and no longer than five minutes. */
  async download(response: ServerResponse, token: AccessToken, query: URLSearchParams): Promise<void> {
    const { faults, links, media: store } = this.#lab;
    const id = links.read(query);
    if (id === undefined || faults.strikes('loseFiles', id) || !store.find(id)) {
      response.writeHead(404, { 'content-type': 'text/html' }).end('Not Found');
      return;
    }
    const media = this.#media(token, 'GET', id);
    const bytes = await store.read(media);
    if (faults.strikes('damageFiles', id)) bytes[0] = (bytes[0] ?? 0) ^ 1;
    response.writeHead(200, { 'content-type': media.mimeType, 'content-length': bytes.length });
    if (!faults.strikes('cutFiles', id)) {
      response.end(bytes);
      return;
    }
    response.write(bytes.subarray(0, Math.floor(bytes.length / 2)));
    // Half of it has to leave before the connection goes.
    await pause(1);
    response.destroy();
  }

  #media(token: AccessToken, method: string, id: string): Media {
    const media = this.#lab.media.find(id);
    const number = media && this.#lab.world.numbers.get(media.numberId);
    if (!media || !number) throw unknownObject(method, id);
    demandAccess(token, number.wabaId, MESSAGING, { method, id });
    return media;
  }
}

function megabytes(bytes: number): string {
  return bytes < 1024 * 1024 ? `${bytes / 1024}KB` : `${bytes / 1024 / 1024}MB`;
}
