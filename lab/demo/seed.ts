import { Accounts } from '../../backend/src/accounts/index.ts';
import {
  importHistory,
  importMessage,
  nameGroup,
  type ImportedConversation,
  type ImportedMessage,
  type ImportedText,
} from '../../backend/src/conversations/index.ts';
import { createLogger } from '../../backend/src/operations/index.ts';
import type { Store } from '../../backend/src/storage/index.ts';
import { createSession } from '../../backend/src/whatsapp/index.ts';
import { customerGroup, customers } from './people.ts';
import { groupTalk, talks } from './talk.ts';
import { seedTeamSettings } from './team-settings.ts';

export const CLIENT_CODE = 'demo';
export const PASSWORD = 'condorito-demo';
export const team = [
  { name: 'Carla Admin', email: 'admin@demo.example', role: 'admin' },
  { name: 'Ana Agente', email: 'ana@demo.example', role: 'agent' },
  { name: 'Luis Agente', email: 'luis@demo.example', role: 'agent' },
] as const;

const CONVERSATIONS = 5_000;
const MESSAGES_EACH = 10;
const STILL_UNREAD = 9;
/** So many of the last who wrote have no answer yet; to all others somebody has said goodbye. */
const STILL_WAITING = 25;
const GOODBYE = ['business', '¡Con gusto! Aquí estamos para lo que necesites.'] as const;
const MINUTE = 60_000;

/**
 * Makes the demo client at first start: its team, a line that waits for a phone, labels, canned replies, and 5,000
 * conversations with 50,000 messages of the past year, beside them one with a group.
 */
export async function seedDemo(store: Store): Promise<void> {
  const accounts = new Accounts({ store, logger: createLogger({ level: 'error', json: false }), secureCookie: false });
  if ((await accounts.clients.list()).some(({ clientCode }) => clientCode === CLIENT_CODE)) return;

  const [admin, ...agents] = team;
  await accounts.clients.add({
    clientCode: CLIENT_CODE,
    name: 'Óptica Condorito',
    timeZone: 'America/Mexico_City',
    admin: { name: admin.name, email: admin.email, password: PASSWORD },
  });
  for (const agent of agents) await accounts.team.add(CLIENT_CODE, { ...agent, password: PASSWORD });
  const authors = (await accounts.team.list(CLIENT_CODE)).map(({ id }) => id);
  const labels = await seedTeamSettings(store, CLIENT_CODE);

  const line = await store.write((writing) =>
    createSession(writing, CLIENT_CODE, { kind: 'whatsapp-web', name: 'Ventas' }),
  );
  const now = store.now().getTime();
  await store.write(async (writing) => {
    await importHistory(writing, CLIENT_CODE, history(line.id, authors, labels, now));
    for (const message of groupHistory(line.id, authors, now)) await importMessage(writing, message);
    await nameGroup(writing, CLIENT_CODE, customerGroup.id, customerGroup.subject);
  });
}

/** One conversation with each customer: the newest are minutes old, the oldest more than a year. */
function history(sessionId: string, authors: string[], labels: string[], now: number): ImportedConversation[] {
  return customers(CONVERSATIONS).map((person, index): ImportedConversation => {
    const author = authors[index % authors.length] ?? null;
    const messages = talkedWith(index, author, now - minutesAgo(index) * MINUTE);
    const isOld = index >= 300;
    const isUnread = index < STILL_UNREAD && messages.at(-1)?.userId === null;
    return {
      ...person,
      sessionId,
      stage: STAGES[index % STAGES.length] ?? null,
      status: isOld && index % 7 !== 0 ? 'closed' : 'open',
      // Whoever waits at the top is nobody's yet, and so is every fourth of the others.
      assignedTo: index < 20 || index % 4 === 0 ? null : author,
      unread: isUnread ? 1 + (index % 3) : 0,
      labels: labels.filter((_label, place) => (index + place * 2) % (3 + place * 2) === 1),
      messages,
    };
  });
}

/** Where a contact stands, as the team settings call it at first. */
const STAGES = ['Nuevo', 'Interesado', 'Cliente', null, 'Cliente', 'Perdido'];

/** The first three hundred within two weeks, then some twelve a day. */
function minutesAgo(index: number): number {
  return index < 300 ? 3 + index * index * 0.22 : 19_803 + (index - 300) * 118;
}

/** The last of several talks ends at `end`; between them lie weeks. */
function talkedWith(index: number, author: string | null, end: number): ImportedConversation['messages'] {
  const said: ImportedText[] = [];
  for (let past = 0; said.length < MESSAGES_EACH || past === 0; past++) {
    const begun = talks[(index + past * 3) % talks.length] ?? [];
    const isAnswered = begun.at(-1)?.[0] === 'business' || (index < STILL_WAITING && past === 0);
    const talk = isAnswered ? begun : [...begun, GOODBYE];
    let at = end - past * (17 + (index % 13)) * 24 * 60 * MINUTE;
    const texts = talk.toReversed().map(([who, text], place): ImportedText => {
      const sentAt = new Date(at).toISOString();
      const isReply = who === 'business';
      const by = text === GOODBYE[1] ? { userId: author } : repliedBy(index + past * 3 + place, author);
      at -= (isReply ? (REPLY_AFTER[(index * 5 + past + place) % REPLY_AFTER.length] ?? 1) : 2.5) * MINUTE;
      return { text, userId: null, ...(isReply && by), sentAt };
    });
    said.unshift(...texts.toReversed());
    if (index % 11 === 3) said.unshift({ ...offer(index), sentAt: new Date(at - 3 * 60 * MINUTE).toISOString() });
  }
  const [first, ...others] = said.slice(-MESSAGES_EACH);
  if (!first) throw new Error('A talk has at least one line.');
  return [first, ...others];
}

/** In minutes: some at once, most within a quarter of an hour, some after lunch. */
const REPLY_AFTER = [1, 0.4, 3, 2, 6, 1.5, 11, 4, 0.7, 27, 2.5, 75];

/** Most is written here, some on the phone, some by the bot; a little does not arrive. */
function repliedBy(place: number, author: string | null): Pick<ImportedText, 'userId' | 'author' | 'status'> {
  const status = place % 61 === 7 ? 'failed' : place % 7 === 2 ? 'delivered' : undefined;
  const by = place % 9 === 4 ? 'phone' : place % 13 === 6 ? 'bot' : undefined;
  return { ...(by ? { userId: null, author: by } : { userId: author }), ...(status && { status }) };
}

function offer(index: number): Pick<ImportedText, 'text' | 'userId' | 'author' | 'status'> {
  return {
    text: 'Este mes, la revisión de la vista es gratis al estrenar lentes. ¿Te apartamos un lugar?',
    userId: null,
    author: 'campaign',
    ...(index % 4 === 0 && { status: 'delivered' }),
  };
}

/** What was said in the group, the last of it minutes ago. */
function groupHistory(sessionId: string, authors: string[], now: number): ImportedMessage[] {
  const people = customers(CONVERSATIONS);
  return groupTalk.map(([who, text], place): ImportedMessage => {
    const fromMe = who === 'business';
    const person = fromMe ? undefined : people[customerGroup.members[who] ?? 0];
    return {
      clientCode: CLIENT_CODE,
      sessionId,
      address: { groupId: customerGroup.id },
      ...(person && { participant: { phoneNumber: person.phoneNumber }, name: person.name }),
      whatsappId: `DEMO-GROUP-${String(place)}`,
      fromMe,
      author: fromMe ? 'user' : 'contact',
      userId: fromMe ? (authors[place % authors.length] ?? null) : null,
      type: 'text',
      text,
      status: fromMe ? 'sent' : 'received',
      sentAt: new Date(now - (4 + (groupTalk.length - 1 - place) * 3) * MINUTE).toISOString(),
    };
  });
}
