import type { GroupMetadata, WAMessage } from 'baileys';
import type { Logger } from 'pino';
import type { MessageError, MessageStatus } from '#contract/messages';
import {
  learnAddresses,
  learnMembers,
  nameGroup,
  recordMessage,
  recordReaction,
  recordStatus,
  type RecordedMessage,
  type WhatsAppAddress,
} from '../../conversations/index.ts';
import type { Store, Writing } from '../../storage/index.ts';
import { answersOf, reactionOf, type Me } from './answers.ts';
import { journalIdOf, readLeftovers } from './incoming-journal.ts';
import type { KeyStore } from './key-store.ts';
import { addressOf, bubbleOf, sentAtOf, statusOf } from './message-content.ts';
import type { Ticks } from './ticks.ts';

/** Whose message it is, and in which conversation. */
type Heading = Pick<
  RecordedMessage,
  'clientCode' | 'sessionId' | 'address' | 'participant' | 'name' | 'whatsappId' | 'fromMe' | 'sentAt'
>;

/** Stores what WhatsApp tells one session: messages, ticks, addresses. */
export class Inbox {
  readonly #store: Store;
  readonly #keys: KeyStore;
  readonly #logger: Logger;
  readonly #session: { clientCode: string; sessionId: string };

  constructor(options: { store: Store; keys: KeyStore; logger: Logger; clientCode: string; sessionId: string }) {
    this.#store = options.store;
    this.#keys = options.keys;
    this.#logger = options.logger;
    this.#session = { clientCode: options.clientCode, sessionId: options.sessionId };
  }

  /** Stores what is left between decryption and storage: by a crash, or by a connection that ended in between. */
  async replay(me: Me): Promise<void> {
    for (const { journalId, message } of await readLeftovers(this.#keys, me)) {
      if (message) {
        await this.receive(message, me, journalId);
        continue;
      }
      this.#logger.warn('a stanza in the journal is no message, and is dropped');
      await this.#store.write((writing) => this.#keys.clearJournal(writing, journalId));
    }
  }

  /** Stores a message or a reaction and clears it from the journal, in one commit. What is neither is only cleared. */
  async receive(message: WAMessage, me: Me, journalId = journalIdOf(message)): Promise<void> {
    try {
      const heading = this.#heading(message, me);
      const reaction = reactionOf(message);
      const recorded = heading && !reaction && this.#toRecord(message, heading, me);
      await this.#store.write(async (writing) => {
        if (heading && reaction) await recordReaction(writing, { ...heading, ...reaction });
        if (recorded) await this.#record(writing, recorded);
        await this.#keys.clearJournal(writing, journalId);
      });
    } catch (error) {
      // It stays in the journal, and is replayed at the next connection.
      this.#logger.error({ err: error }, 'a message could not be stored yet');
    }
  }

  async #record(writing: Writing, recorded: RecordedMessage): Promise<void> {
    const { whatsappId, fromMe, status } = recorded;
    const stored = await recordMessage(writing, recorded);
    // A repeat may still bring news of the ticks.
    if (!stored && fromMe && status) await recordStatus(writing, { ...this.#session, whatsappId, status });
  }

  #toRecord(message: WAMessage, heading: Heading, me: Me): RecordedMessage | undefined {
    const bubble = bubbleOf(message);
    if (!bubble) return undefined;
    const status = statusOf(message.status);
    const answers = answersOf(message, me);
    return { ...heading, ...bubble, ...(answers && { answers }), ...(heading.fromMe && status && { status }) };
  }

  #heading(message: WAMessage, me: Me): Heading | undefined {
    const { key } = message;
    const address = theirs(addressOf(key.remoteJid, key.remoteJidAlt), me);
    if (!key.id || !isAddress(address)) return undefined;
    const fromMe = key.fromMe === true;
    const participant = addressOf(key.participant, key.participantAlt);
    return {
      ...this.#session,
      address,
      ...(address.groupId && !fromMe && isAddress(participant) && { participant }),
      whatsappId: key.id,
      fromMe,
      ...(!fromMe && message.pushName && { name: message.pushName }),
      sentAt: sentAtOf(message, this.#store.now()),
    };
  }

  /** Stores what a receipt says; rejects where that fails. What is about a message not known yet changes nothing. */
  async ticks({ whatsappIds, status }: Ticks): Promise<void> {
    await this.#store.write(async (writing) => {
      for (const whatsappId of whatsappIds) await recordStatus(writing, { ...this.#session, whatsappId, status });
    });
  }

  async status(whatsappId: string, status: MessageStatus, error?: MessageError): Promise<void> {
    try {
      await this.#store.write((writing) =>
        recordStatus(writing, { ...this.#session, whatsappId, status, ...(error && { error }) }),
      );
    } catch (cause) {
      this.#logger.error({ err: cause }, 'a status could not be stored');
    }
  }

  /** Stores what WhatsApp has told of a group: its subject, and the second address of members known by one alone. */
  async learnGroup({ id, subject, participants }: GroupMetadata): Promise<void> {
    const members = participants.flatMap((participant) => {
      const { phoneNumber, lid } = addressOf(participant.id, participant.phoneNumber, participant.lid);
      return phoneNumber && lid ? [{ phoneNumber, lid }] : [];
    });
    await this.nameGroup(id, subject);
    try {
      await this.#store.write((writing) => learnMembers(writing, this.#session.clientCode, members));
    } catch (error) {
      this.#logger.error({ err: error }, 'the addresses of a group could not be stored');
    }
  }

  async nameGroup(jid: string, subject: string): Promise<void> {
    const { groupId } = addressOf(jid);
    if (!groupId) return;
    try {
      await this.#store.write((writing) => nameGroup(writing, this.#session.clientCode, groupId, subject));
    } catch (error) {
      this.#logger.error({ err: error }, "a group's name could not be stored");
    }
  }

  async learn(pn: string, lid: string): Promise<void> {
    const { phoneNumber } = addressOf(pn);
    const address = { phoneNumber, lid: addressOf(lid).lid };
    if (!address.phoneNumber || !address.lid) return;
    const both = { phoneNumber: address.phoneNumber, lid: address.lid };
    try {
      await this.#store.write((writing) => learnAddresses(writing, this.#session.clientCode, both));
    } catch (error) {
      this.#logger.error({ err: error }, 'an address could not be stored');
    }
  }
}

function isAddress({ phoneNumber, lid, groupId }: WhatsAppAddress): boolean {
  return (phoneNumber ?? lid ?? groupId) !== undefined;
}

/** For messages of our own phone the second address can be our own: it would make us the contact. */
function theirs(address: WhatsAppAddress, me: Me): WhatsAppAddress {
  const own = addressOf(me.id, me.lid);
  const { phoneNumber, lid } = address;
  if (phoneNumber && lid && phoneNumber === own.phoneNumber && lid !== own.lid) return { lid };
  if (phoneNumber && lid && lid === own.lid && phoneNumber !== own.phoneNumber) return { phoneNumber };
  return address;
}
