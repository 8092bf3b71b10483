import { createCipheriv, hkdfSync, randomBytes } from 'node:crypto';
import { proto } from 'baileys';
import type { Exchange } from '../exchange.ts';
import { node } from '../wire/nodes.ts';
import { messageOf } from './content.ts';
import { fileIn } from './file-messages.ts';
import type { PhoneMemory } from './phone-memory.ts';
import type { RenewalRequest } from './renewal-request.ts';

const { SUCCESS, NOT_FOUND } = proto.MediaRetryNotification.ResultType;

/** Uploads files anew for companions, and tells them where they lie now (read by baileys/lib/Utils/messages-media.js). */
export class FileRenewal {
  readonly #memory: PhoneMemory;
  readonly #exchange: Exchange;

  constructor(memory: PhoneMemory, exchange: Exchange) {
    this.#memory = memory;
    this.#exchange = exchange;
  }

  async renew(request: RenewalRequest): Promise<void> {
    const { id, chat, fromMe, participant } = request;
    const part = this.#partOf(request);
    const directPath = part?.directPath && (await this.#exchange.files.renew(part.directPath));
    const where = node('rmr', { jid: chat, from_me: String(fromMe), participant });
    if (!part?.mediaKey || !directPath) {
      this.#tell(request, [where, node('error', { code: String(NOT_FOUND) })]);
      return;
    }
    const told = proto.MediaRetryNotification.encode({ stanzaId: id, directPath, result: SUCCESS }).finish();
    const { iv, sealed } = seal(told, part.mediaKey, id);
    this.#tell(request, [where, node('encrypt', {}, [node('enc_p', {}, sealed), node('enc_iv', {}, iv)])]);
  }

  #partOf({ id, chat }: RenewalRequest) {
    const { book, groupBook } = this.#memory;
    const person = this.#exchange.directory.resolve(chat)?.account;
    const line = person ? book.line(person.phoneNumber, id) : groupBook.line(chat, id);
    return line && fileIn(messageOf(line))?.part;
  }

  #tell({ id, device }: RenewalRequest, content: ReturnType<typeof node>[]): void {
    const { account } = this.#memory;
    const attributes = { id, type: 'mediaretry', from: account.jid() };
    this.#exchange.sendNow(account, device, node('notification', attributes, content));
  }
}

function seal(told: Uint8Array, mediaKey: Uint8Array, id: string): { iv: Buffer; sealed: Buffer } {
  const purpose = 'WhatsApp Media Retry Notification';
  const key = Buffer.from(hkdfSync('sha256', mediaKey, Buffer.alloc(0), purpose, 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  return { iv, sealed: Buffer.concat([cipher.update(told), cipher.final(), cipher.getAuthTag()]) };
}
