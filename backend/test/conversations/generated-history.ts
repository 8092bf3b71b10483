import { Accounts } from '../../src/accounts/index.ts';
import {
  acceptMessage,
  changeContact,
  changeConversation,
  failUnsent,
  findConversation,
  findSentMessage,
  importContacts,
  learnAddresses,
  nameGroup,
  openConversation,
  recordReaction,
  retryMessage,
  type ConversationRow,
  type WhatsAppAddress,
} from '../../src/conversations/index.ts';
import { ContactMerging } from '../../src/contact-merging/index.ts';
import { createLogger } from '../../src/operations/index.ts';
import type { Reading } from '../../src/storage/index.ts';
import { HttpProblem } from '../../src/web/index.ts';
import {
  changeSession,
  createSession,
  readAllSessions,
  removeSession,
  type SessionRow,
} from '../../src/whatsapp/index.ts';
import { DrivenTime } from '../support/driven-time.ts';
import { CLIENT, ClientWithHistory } from './client-with-history.ts';
import { COLLEAGUES, LINES, type HistoryStep } from './history-steps.ts';

const MINUTE = 60_000;
const phoneNumberOf = (person: number) => `57300000000${String(person)}`;
const groupIdOf = (group: number) => `12036300000000000${String(group)}`;
const lidOf = (person: number) => `10000000000000${String(person)}`;

type StepOf<Kind extends HistoryStep['kind']> = Extract<HistoryStep, { kind: Kind }>;

/** Takes a client through steps, by the same functions as the product. A step about what is not there does nothing. */
export class GeneratedHistory {
  readonly client: ClientWithHistory;
  readonly accounts: Accounts;
  readonly #colleagues: string[];
  readonly #lines: string[];
  readonly #said: { sessionId: string; whatsappId: string }[] = [];
  #step = 0;

  private constructor(client: ClientWithHistory, accounts: Accounts, colleagues: string[], lines: string[]) {
    this.client = client;
    this.accounts = accounts;
    this.#colleagues = colleagues;
    this.#lines = lines;
  }

  static async begin(at?: string, timeZone?: string): Promise<GeneratedHistory> {
    const client = await ClientWithHistory.open(at, timeZone);
    const accounts = new Accounts({
      store: client.store,
      logger: createLogger({ level: 'error', json: true }),
      secureCookie: false,
      passwordCost: { N: 2 ** 10, r: 8, p: 1 },
    });
    const person = (name: string, role: 'admin' | 'agent') =>
      accounts.team.add(CLIENT, { name, email: `${name}@acme.test`, password: 'long enough', role });
    await person('admin', 'admin');
    const colleagues: string[] = [];
    while (colleagues.length < COLLEAGUES) {
      colleagues.push((await person(`agent${String(colleagues.length)}`, 'agent')).id);
    }
    const lines = [client.sessionId];
    while (lines.length < LINES) {
      const line = { kind: 'whatsapp-web', name: `Line ${String(lines.length)}` } as const;
      lines.push((await client.store.write((writing) => createSession(writing, CLIENT, line))).id);
    }
    await client.store.write(async ({ database, now: createdAt }) => {
      for (const label of [0, 1]) {
        const id = `label-${String(label)}`;
        await database
          .insertInto('labels')
          .values({ id, clientCode: CLIENT, name: id, colour: 'grey', createdAt })
          .execute();
      }
    });
    return new GeneratedHistory(client, accounts, colleagues, lines);
  }

  async perform(steps: readonly HistoryStep[]): Promise<void> {
    for (const step of steps) {
      this.#step += 1;
      await this.#perform(step);
    }
  }

  async #perform(step: HistoryStep): Promise<unknown> {
    switch (step.kind) {
      case 'message':
        return this.#message(step);
      case 'react':
        return this.#react(step);
      case 'note':
        return this.#note(step);
      case 'know':
        return this.#know(step);
      case 'write':
        return this.#write(step);
      case 'status':
        return this.#status(step);
      case 'retry':
        return this.#retry(step);
      case 'change':
        return this.#change(step);
      case 'import':
        return this.#import(step);
      case 'open':
        return this.client.store.write((writing) =>
          openConversation(writing, CLIENT, { phoneNumber: phoneNumberOf(step.person) }, this.#line(step.line)),
        );
      case 'learn': {
        const both = { phoneNumber: phoneNumberOf(step.person), lid: lidOf(step.lidOf) };
        return this.client.store.write((writing) => learnAddresses(writing, CLIENT, both));
      }
      case 'merge':
        return this.#merge(step);
      case 'nameGroup':
        return this.client.store.write((writing) =>
          nameGroup(writing, CLIENT, groupIdOf(step.group), `Group ${String(step.name)}`),
        );
      case 'line':
        return this.#changeLine(step);
      case 'colleague':
        return this.#changeColleague(step);
      case 'wait':
        this.client.pass(step.minutes * MINUTE);
        return undefined;
    }
  }

  async #message({ line, person, by, group, fromMe, status, name, repeat, answers }: StepOf<'message'>): Promise<void> {
    const phoneNumber = phoneNumberOf(person);
    const sender: WhatsAppAddress = {
      ...(by !== 'lid' && { phoneNumber }),
      ...(by !== 'phoneNumber' && { lid: lidOf(by === 'crossed' ? person + 1 : person) }),
    };
    const said = (repeat ? this.#said.at(-1) : undefined) ?? {
      sessionId: this.#line(line),
      whatsappId: `W-${String(this.#step)}`,
    };
    this.#said.push(said);
    await this.client.receive({
      ...said,
      ...(group === undefined ? { address: sender } : { address: { groupId: groupIdOf(group) } }),
      ...(group !== undefined && !fromMe && { participant: sender }),
      fromMe,
      ...(fromMe && status && { status }),
      sentAt: this.client.store.now().toISOString(),
      ...(name !== undefined && { name: `Name ${String(name)}` }),
      ...(answers !== undefined && {
        answers: {
          whatsappId: this.#said[answers % this.#said.length]?.whatsappId ?? '',
          quoted: { direction: 'in', author: 'contact', type: 'text', text: 'As WhatsApp shows it' },
        },
      }),
    });
  }

  async #import({ person, name, label, overwrites }: StepOf<'import'>): Promise<void> {
    const contact = {
      phoneNumber: phoneNumberOf(person),
      labels: [`label-${String(label)}`],
      ...(name !== undefined && { name: `Imported ${String(name)}` }),
    };
    await this.client.store.write((writing) =>
      importContacts(
        writing,
        { clientCode: CLIENT, userId: this.#colleagues[0] ?? '' },
        {
          importId: `import-${String(this.#step)}`,
          portion: 0,
          known: overwrites ? 'overwrite' : 'fill',
          stage: null,
          consent: { source: 'form' },
          contacts: [contact],
        },
      ),
    );
  }

  /** As WhatsApp tells it: in the conversation the message is in, by somebody, or by our own phone. */
  async #react({ message, emoji, by }: StepOf<'react'>): Promise<void> {
    const said = this.#said[message % Math.max(1, this.#said.length)];
    if (!said) return;
    await this.client.store.write(async (writing) => {
      const place = await writing.database
        .selectFrom('messages')
        .innerJoin('contacts', 'contacts.id', 'messages.contactId')
        .select(['contacts.phoneNumber', 'contacts.lid', 'contacts.groupId'])
        .where('whatsappId', '=', said.whatsappId)
        .where('sessionId', '=', said.sessionId)
        .executeTakeFirst();
      if (!place) return;
      const { phoneNumber, lid, groupId } = place;
      await recordReaction(writing, {
        clientCode: CLIENT,
        sessionId: said.sessionId,
        address: { ...(phoneNumber && { phoneNumber }), ...(lid && { lid }), ...(groupId && { groupId }) },
        ...(groupId && by !== undefined && { participant: { lid: lidOf(by) } }),
        fromMe: by === undefined,
        whatsappId: `R-${String(this.#step)}`,
        about: said.whatsappId,
        emoji: ['👍', '❤️', ''][emoji] ?? '',
        sentAt: writing.now,
      });
    });
  }

  async #note({ conversation, colleague }: StepOf<'note'>): Promise<void> {
    await this.client.store.write(async (writing) => {
      const row = await pickConversation(writing.database, conversation);
      const note = { clientMessageId: `note-${String(this.#step)}`, type: 'note', text: 'Only for us' } as const;
      if (row) await acceptMessage(writing, row, this.#colleague(colleague), note);
    });
  }

  async #know({ contact, what }: StepOf<'know'>): Promise<void> {
    const value = `${what} ${String(this.#step)}`;
    await this.client.store.write(async (writing) => {
      const rows = await writing.database.selectFrom('contacts').selectAll().orderBy('version').execute();
      const row = rows[contact % Math.max(1, rows.length)];
      if (row) await changeContact(writing, row, { [what]: what === 'fields' ? { field: value } : value });
    });
  }

  /** Nobody has any number on WhatsApp here, so that many two may be one; those who may not stay two. */
  async #merge({ contact, other }: StepOf<'merge'>): Promise<void> {
    const { store } = this.client;
    const rows = await store.read((database) =>
      database.selectFrom('contacts').selectAll().orderBy('version').execute(),
    );
    const [into, from] = [contact, other].map((place) => rows[place % Math.max(1, rows.length)]);
    if (!into || !from) return;
    const logger = createLogger({ level: 'error', json: true });
    const { after } = new DrivenTime();
    const merging = new ContactMerging({ store, logger, after, askWhatsApp: () => Promise.resolve('not_on_whatsapp') });
    const wanted = { version: into.version, with: { id: from.id, version: from.version } };
    await merging.merge(CLIENT, into.id, wanted).catch((error: unknown) => {
      if (!(error instanceof HttpProblem)) throw error;
    });
    // One that takes several writes would go on beside the steps that follow, and beside what is read after the last.
    await merging.idle();
    await merging.close();
  }

  async #write({ conversation, colleague, repeat }: StepOf<'write'>): Promise<void> {
    const clientMessageId = `message-${String(repeat ? this.#step - 1 : this.#step)}`;
    await this.client.store.write(async (writing) => {
      const known = writing.database.selectFrom('messages').where('clientMessageId', '=', clientMessageId);
      const before = await known.select('conversationId').executeTakeFirst();
      const row = before
        ? await findConversation(writing.database, CLIENT, before.conversationId)
        : await pickConversation(writing.database, conversation);
      if (!row) return;
      const message = { clientMessageId, type: 'text', text: clientMessageId } as const;
      await acceptMessage(writing, row, this.#colleague(colleague), message);
      this.#said.push(await known.select(['sessionId', 'whatsappId']).executeTakeFirstOrThrow());
    });
  }

  async #status({ message, status }: StepOf<'status'>): Promise<void> {
    const said = this.#said[message % Math.max(1, this.#said.length)];
    if (said) await this.client.status(said.whatsappId, status, said.sessionId);
  }

  async #retry({ message }: StepOf<'retry'>): Promise<void> {
    const said = this.#said[message % Math.max(1, this.#said.length)];
    if (!said) return;
    await this.client.store.write(async (writing) => {
      const sent = await findSentMessage(writing.database, CLIENT, said.sessionId, said.whatsappId);
      if (sent) await retryMessage(writing, CLIENT, sent.conversationId, sent.id);
    });
  }

  async #change({ conversation, change: { assignedTo, labels, ...change } }: StepOf<'change'>): Promise<void> {
    await this.client.store.write(async (writing) => {
      const row = await pickConversation(writing.database, conversation);
      if (!row) return;
      const by = { userId: this.#colleague(0), nameOf: (userId: string) => `Name of ${userId}` };
      const wanted = {
        ...change,
        ...(assignedTo !== undefined && { assignedTo: assignedTo === null ? null : this.#colleague(assignedTo) }),
        ...(labels && { labels: labels.map((label) => `label-${String(label)}`) }),
      };
      await changeConversation(writing, row, wanted, by);
    });
  }

  async #changeLine({ line, what }: StepOf<'line'>): Promise<void> {
    await this.client.store.write(async (writing) => {
      if (what === 'create') {
        const name = `Line ${String(this.#lines.length + 1)}`;
        const { id } = await createSession(writing, CLIENT, { kind: 'whatsapp-web', name });
        this.#lines.push(id);
        return;
      }
      if (what === 'giveUp') {
        await failUnsent(writing, CLIENT, this.#line(line));
        return;
      }
      const sessions = await readAllSessions(writing.database);
      const before: SessionRow | undefined = sessions[line % Math.max(1, sessions.length)];
      if (!before) return;
      if (what === 'remove') {
        await failUnsent(writing, CLIENT, before.id);
        await removeSession(writing, before);
      } else if (what === 'state') {
        await changeSession(writing, before, { state: 'connecting', retryAt: null }, { name: 'whatsapp:state' });
      } else if (what === 'authenticated') {
        const phoneNumber = '573009998877';
        const change = { state: 'open', reason: null, linked: 1, phoneNumber } as const;
        await changeSession(writing, before, change, {
          name: 'whatsapp:authenticated',
          phoneNumber,
          displayName: 'Acme',
        });
      } else {
        const change = { state: 'retrying', reason: 'timed_out', retryAt: writing.now } as const;
        await changeSession(writing, before, change, { name: 'whatsapp:disconnected', code: 408, action: 'retrying' });
      }
    });
  }

  async #changeColleague({ colleague, what }: StepOf<'colleague'>): Promise<void> {
    const change = what === 'rename' ? { name: `Renamed ${String(this.#step)}` } : { active: what === 'return' };
    await this.accounts.team.change(CLIENT, this.#colleague(colleague), change);
  }

  #line(line: number): string {
    return this.#lines[line] ?? this.client.sessionId;
  }

  #colleague(colleague: number): string {
    const id = this.#colleagues[colleague];
    if (id === undefined) throw new Error(`There is no colleague ${String(colleague)}.`);
    return id;
  }
}

/** The place-th conversation in the order of their last changes, round and round. */
async function pickConversation(database: Reading, place: number): Promise<ConversationRow | undefined> {
  const rows = await database
    .selectFrom('conversations')
    .selectAll()
    .where('clientCode', '=', CLIENT)
    .orderBy('version')
    .execute();
  return rows[place % Math.max(1, rows.length)];
}
