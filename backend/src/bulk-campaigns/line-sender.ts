import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { CampaignStop, CampaignWait } from '#contract/bulk-campaigns';
import { spellingsOf } from '#contract/number-spellings';
import { changeRecipient, findNextRecipient, hasOptedOut, type RecipientRow } from '../campaign-recipients/index.ts';
import {
  addCampaignMessage,
  conversationToSendTo,
  findConversedWith,
  retryMessage,
  type NumberAnswer,
  type WhatsAppAddress,
} from '../conversations/index.ts';
import { insertCopy, type MediaFiles } from '../media/index.ts';
import type { After } from '../operations/index.ts';
import type { Store, Writing } from '../storage/index.ts';
import { contentFor, type CampaignContent } from './campaign-content.ts';
import {
  changeCampaign,
  findCampaign,
  messageOf,
  noteSent,
  paceOf,
  readRunningOnLine,
  type CampaignRow,
} from './campaign-store.ts';
import { completeCampaign, stopCampaign } from './campaign-ends.ts';
import { dayIn, noteLineSent, readLineUse } from './line-days.ts';
import { gapAfter, UNKNOWN_LINE, waitOf, type PacedLine } from './pace-rules.ts';

/** Where nothing tells that it may go on: a line that is down, or a chat answer that is on its way. */
const LOOK_AGAIN_MS = 15_000;
const AFTER_CHAT_MS = 250;
const AFTER_LIMIT_MS = 60_000;
const AFTER_FAILURE_MS = 5_000;

/** What a sender has to know of its line. */
export interface SendingLine extends PacedLine {
  isOpen: boolean;
}

export interface LineSenderOptions {
  store: Store;
  logger: Logger;
  after: After;
  /** 0 up to, but not including, 1. */
  random: () => number;
  files: MediaFiles;
  clientCode: string;
  sessionId: string;
  timeZone: string;
  /** Undefined once the line is removed. */
  line: () => SendingLine | undefined;
  /** Asks WhatsApp who has one of these numbers, at the pace of the campaign. */
  findNumber: (phoneNumbers: readonly string[]) => Promise<NumberAnswer>;
}

interface Turn {
  campaign: CampaignRow;
  recipient: RecipientRow | undefined;
  wait: { for: CampaignWait; until: number } | undefined;
  hasChat: boolean;
  conversed: WhatsAppAddress | undefined;
  prepared: CampaignContent | undefined;
}

/**
 * Lets the bulk messages of one line leave, one after the other, at the pace of the campaign whose turn it is. Everything it
 * goes by is in the database, and a message is accepted in the write that gives its recipient to it, so a crash at any moment
 * sends nobody two and forgets nobody.
 */
export class LineSender {
  readonly #options: LineSenderOptions;
  #round: Promise<void> = Promise.resolve();
  #isWanted = false;
  readonly #closing = Promise.withResolvers<'not_connected'>();
  #isClosed = false;
  #callOff: (() => void) | undefined;

  constructor(options: LineSenderOptions) {
    this.#options = options;
  }

  /** Something has changed: looks whether a message may leave now. */
  wake(): void {
    if (this.#isClosed || this.#isWanted) return;
    this.#isWanted = true;
    this.#round = this.#round
      .then(() => this.#takeTurn())
      .catch((error: unknown) => {
        this.#options.logger.error({ err: error }, 'the bulk messages of a line could not go on');
        this.#wakeIn(AFTER_FAILURE_MS);
      });
  }

  /** Begins nothing more, and resolves when nothing is under way. */
  async close(): Promise<void> {
    this.#isClosed = true;
    this.#closing.resolve('not_connected');
    this.#callOff?.();
    await this.#round;
  }

  async #takeTurn(): Promise<void> {
    this.#isWanted = false;
    this.#callOff?.();
    if (this.#isClosed) return;
    const turn = await this.#readTurn();
    if (!turn) return;
    const { campaign, recipient, wait } = turn;
    if (!recipient) {
      await this.#completeIfDone(campaign);
      return;
    }
    const line = this.#options.line();
    if (!line?.isOpen) await this.#waitFor(campaign, 'line_down', LOOK_AGAIN_MS);
    else if (wait) await this.#waitFor(campaign, wait.for, wait.until - this.#now(), wait.until);
    else if (turn.hasChat) this.#wakeIn(AFTER_CHAT_MS);
    else await this.#send(turn, line);
  }

  /** Whose turn it is, what they are to get and what keeps it back, in one snapshot; undefined where nothing runs. */
  #readTurn(): Promise<Turn | undefined> {
    const { store, sessionId, clientCode, timeZone } = this.#options;
    return store.read(async (database) => {
      const running = await readRunningOnLine(database, sessionId);
      // Whoever has waited longest, so that several share the line; one that has none left is asked last.
      const inTurn = running.toSorted((one, other) => (one.lastSentAt ?? '').localeCompare(other.lastSentAt ?? ''));
      let found: { campaign: CampaignRow; recipient: RecipientRow | undefined } | undefined;
      for (const campaign of inTurn) {
        found = { campaign, recipient: await findNextRecipient(database, campaign.id) };
        if (found.recipient || campaign.pending === 0) break;
      }
      if (!found) return undefined;
      const { campaign, recipient } = found;
      const use = await readLineUse(database, sessionId, dayIn(timeZone, store.now()));
      const wait = waitOf(paceOf(campaign), this.#options.line() ?? UNKNOWN_LINE, use, { now: this.#now(), timeZone });
      const early = !wait && use.nextAt !== null && Date.parse(use.nextAt) > this.#now();
      if (early && recipient) this.#wakeIn(Date.parse(use.nextAt ?? '') - this.#now());
      if (early && recipient) return undefined;
      const chat = await database
        .selectFrom('outbox')
        .innerJoin('messages', 'messages.id', 'outbox.messageId')
        .select('outbox.messageId')
        .where('outbox.sessionId', '=', sessionId)
        .where('outbox.attempts', '=', 0)
        .where('messages.author', '!=', 'campaign')
        .limit(1)
        .executeTakeFirst();
      const message = messageOf(campaign);
      return {
        campaign,
        recipient,
        wait,
        hasChat: chat !== undefined,
        conversed:
          recipient && (await findConversedWith(database, clientCode, sessionId, spellingsOf(recipient.phoneNumber))),
        prepared:
          recipient && message
            ? await contentFor(database, { clientCode, sessionId }, message, {
                ...recipient,
                variables: JSON.parse(recipient.variables) as Record<string, string>,
              })
            : undefined,
      };
    });
  }

  async #send({ campaign, recipient, conversed, prepared }: Turn, line: SendingLine): Promise<void> {
    if (!recipient || !prepared) return;
    if ('fault' in prepared && prepared.fault === 'template_gone') {
      await this.#stop(campaign, 'template_gone');
      return;
    }
    const answer = conversed ? { address: conversed } : await this.#ask(recipient);
    if (answer === 'not_connected' || answer === 'no_answer') await this.#waitFor(campaign, 'line_down', LOOK_AGAIN_MS);
    else if (answer === 'rate_limit') await this.#waitFor(campaign, 'rate_limit', AFTER_LIMIT_MS);
    else await this.#accept(campaign, recipient, { answer, prepared, line });
  }

  async #ask(recipient: RecipientRow): Promise<NumberAnswer | 'rate_limit'> {
    try {
      // WhatsApp may take a minute to say nothing, which is longer than the end of a process takes.
      const asked = this.#options.findNumber(spellingsOf(recipient.phoneNumber));
      return await Promise.race([asked, this.#closing.promise]);
    } catch (error) {
      this.#options.logger.info({ err: error }, 'WhatsApp is not asked about more numbers for now');
      return 'rate_limit';
    }
  }

  /** The one write that gives a recipient their message, or passes them over. */
  async #accept(
    { id: campaignId, clientCode }: CampaignRow,
    { id: recipientId }: RecipientRow,
    given: { answer: { address: WhatsAppAddress } | 'not_on_whatsapp'; prepared: CampaignContent; line: SendingLine },
  ): Promise<void> {
    const { store, files, sessionId } = this.#options;
    const copyId = 'content' in given.prepared && given.prepared.mediaId !== undefined ? randomUUID() : undefined;
    if (copyId !== undefined && 'content' in given.prepared) await files.link(given.prepared.mediaId ?? '', copyId);
    await store.write(async (writing) => {
      const campaign = await findCampaign(writing.database, clientCode, campaignId);
      const recipient = campaign && (await findNextRecipient(writing.database, campaignId));
      // What was paused, or changed hands, while WhatsApp was asked.
      if (campaign?.status !== 'running' || recipient?.id !== recipientId) return;
      if (await hasOptedOut(writing.database, clientCode, recipient.phoneNumber)) {
        await this.#passOver(writing, recipient, 'skipped', 'opted_out');
      } else if (given.answer === 'not_on_whatsapp') {
        await this.#passOver(writing, recipient, 'skipped', 'not_on_whatsapp');
      } else if ('fault' in given.prepared) {
        await this.#passOver(writing, recipient, 'failed', given.prepared.fault);
      } else {
        await this.#give(writing, campaign, recipient, { ...given, address: given.answer.address, copyId });
        await noteLineSent(writing, {
          sessionId,
          day: dayIn(this.#options.timeZone, new Date(writing.now)),
          nextAt: new Date(
            Date.parse(writing.now) + gapAfter(paceOf(campaign), given.line, this.#options.random()),
          ).toISOString(),
        });
      }
      await noteSent(writing, campaignId, writing.now);
      if (campaign.waitingFor !== null)
        await changeCampaign(writing, campaign, { waitingFor: null, waitingUntil: null });
    });
    this.wake();
  }

  async #passOver(writing: Writing, recipient: RecipientRow, status: 'skipped' | 'failed', reason: string) {
    await changeRecipient(writing, recipient, { status, reason, sentAt: writing.now });
  }

  async #give(
    writing: Writing,
    campaign: CampaignRow,
    recipient: RecipientRow,
    given: { address: WhatsAppAddress; prepared: CampaignContent; copyId: string | undefined; line: SendingLine },
  ): Promise<void> {
    const { clientCode, sessionId } = campaign;
    if (recipient.messageId !== null && recipient.conversationId !== null) {
      const anew = given.line.kind === 'cloud-api';
      await changeRecipient(writing, recipient, { sentAt: writing.now });
      await retryMessage(writing, clientCode, recipient.conversationId, recipient.messageId, { anew });
      return;
    }
    if (!('content' in given.prepared)) return;
    const { address, prepared, copyId } = given;
    const to = { address, sessionId, name: recipient.name };
    const { contact, conversation } = await conversationToSendTo(writing, clientCode, to);
    const id = randomUUID();
    const isClosed =
      given.line.kind === 'cloud-api' &&
      !prepared.content.details?.template &&
      !isOpenAt(conversation.windowEndsAt, writing.now);
    if (isClosed) {
      await this.#passOver(writing, recipient, 'failed', 'window_closed');
      return;
    }
    if (copyId !== undefined)
      await insertCopy(writing, clientCode, prepared.mediaId ?? '', { id: copyId, messageId: id });
    await addCampaignMessage(writing, contact, conversation, {
      ...prepared.content,
      id,
      ...(copyId !== undefined && { mediaId: copyId }),
    });
    await changeRecipient(writing, recipient, {
      messageId: id,
      contactId: contact.id,
      conversationId: conversation.id,
      sentAt: writing.now,
    });
  }

  async #completeIfDone(campaign: CampaignRow): Promise<void> {
    if (campaign.pending > 0) return;
    await this.#options.store.write((writing) => completeCampaign(writing, campaign));
    this.wake();
  }

  async #stop(campaign: CampaignRow, reason: CampaignStop): Promise<void> {
    await this.#options.store.write((writing) => stopCampaign(writing, campaign, reason));
    this.wake();
  }

  /** Says what it waits for, where it has not yet, and looks again. */
  async #waitFor(campaign: CampaignRow, reason: CampaignWait, milliseconds: number, until?: number): Promise<void> {
    const waitingUntil = until === undefined ? null : new Date(until).toISOString();
    if (campaign.waitingFor !== reason || campaign.waitingUntil !== waitingUntil) {
      await this.#options.store.write(async (writing) => {
        const now = await findCampaign(writing.database, campaign.clientCode, campaign.id);
        if (now?.status === 'running') await changeCampaign(writing, now, { waitingFor: reason, waitingUntil });
      });
    }
    this.#wakeIn(Math.min(milliseconds, LOOK_AGAIN_MS * 4));
  }

  #wakeIn(milliseconds: number): void {
    this.#callOff?.();
    if (this.#isClosed) return;
    this.#callOff = this.#options.after(Math.max(0, milliseconds), () => {
      this.wake();
    });
  }

  #now(): number {
    return this.#options.store.now().getTime();
  }
}

function isOpenAt(windowEndsAt: string | null, now: string): boolean {
  return windowEndsAt !== null && windowEndsAt > now;
}
