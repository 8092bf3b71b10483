import { isJidGroup, isLidUser, jidNormalizedUser, proto } from 'baileys';
import {
  contentOf,
  findOutgoing,
  readAnsweredMessage,
  type AnsweredMessage,
  type OutboxEntry,
  type OutgoingRow,
} from '../../conversations/index.ts';
import { isFileType } from '../../media/index.ts';
import type { Store } from '../../storage/index.ts';
import type { Me } from './answers.ts';
import type { OutgoingFiles } from './files/outgoing-files.ts';
import { authorIn, isGroupByLid } from './group-author.ts';
import type { GroupDirectory } from './group-directory.ts';
import { jidOf } from './message-content.ts';
import { asAnswer, asReaction, plainContent } from './outgoing-content.ts';

export interface OutgoingMessagesOptions {
  store: Store;
  clientCode: string;
  sessionId: string;
  groups: GroupDirectory;
  uploads: Pick<OutgoingFiles, 'upload'>;
  me: () => Me;
}

/** Makes the same WhatsApp message of the same row, however often: at each try, and when a phone could not read it. */
export class OutgoingMessages {
  readonly #options: OutgoingMessagesOptions;

  constructor(options: OutgoingMessagesOptions) {
    this.#options = options;
  }

  /** What was sent under this id; undefined where that was not from here. */
  async sent(whatsappId: string): Promise<proto.IMessage | undefined> {
    const { store, clientCode, sessionId } = this.#options;
    const row = await store.read((database) => findOutgoing(database, clientCode, sessionId, whatsappId));
    return row && this.of(row);
  }

  /** What a try writes; its file is at WhatsApp by then. Undefined where the file is not there to be sent. */
  async toSend(entry: OutboxEntry): Promise<proto.IMessage | undefined> {
    if (entry.content !== null || !isFileType(entry.type)) return this.of(entry);
    const content = await this.#options.uploads.upload(entry, entry.type);
    return content && this.of({ ...entry, content });
  }

  async of(row: OutgoingRow): Promise<proto.IMessage> {
    const { store } = this.#options;
    const isAbout = row.replyToId !== null;
    const answered = isAbout ? await store.read((database) => readAnsweredMessage(database, row)) : undefined;
    return proto.Message.create(answered ? await this.#about(row, answered) : plainContent(contentOf(row)));
  }

  async #about(row: OutgoingRow, answered: AnsweredMessage): Promise<proto.IMessage> {
    const jid = jidOf(row);
    const author = await this.#authorOf(jid, answered);
    if (row.type !== 'reaction') return asAnswer(plainContent(contentOf(row)), answered, author);
    const isOfOther = isJidGroup(jid) && !answered.fromMe;
    return asReaction(row.text ?? '', answered, { jid, author: isOfOther ? author : undefined, sentAt: row.sentAt });
  }

  /** Who wrote a message, as its chat addresses people. */
  async #authorOf(jid: string, { fromMe, author }: AnsweredMessage): Promise<string> {
    const { groups, me } = this.#options;
    if (!fromMe) return isJidGroup(jid) ? authorIn(groups, jid, author) : jid;
    const isByLid = isJidGroup(jid) ? await isGroupByLid(groups, jid) : isLidUser(jid);
    const { id, lid = id } = me();
    return jidNormalizedUser(isByLid ? lid : id);
  }
}
