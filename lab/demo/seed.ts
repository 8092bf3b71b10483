import { Accounts } from '../../backend/src/accounts/index.ts';
import {
  changeConversation,
  findConversation,
  importMessage,
  nameGroup,
  readConversations,
  type ImportedMessage,
} from '../../backend/src/conversations/index.ts';
import { createLogger } from '../../backend/src/operations/index.ts';
import type { Store, Writing } from '../../backend/src/storage/index.ts';
import { createSession } from '../../backend/src/whatsapp/index.ts';
import { customerGroup, customers } from './people.ts';
import { groupTalk, talks } from './talk.ts';

export const CLIENT_CODE = 'demo';
export const PASSWORD = 'condorito-demo';
export const team = [
  { name: 'Carla Admin', email: 'admin@demo.example', role: 'admin' },
  { name: 'Ana Agente', email: 'ana@demo.example', role: 'agent' },
  { name: 'Luis Agente', email: 'luis@demo.example', role: 'agent' },
] as const;

const CONVERSATIONS = 300;
const STILL_UNREAD = 9;
const MINUTE = 60_000;

/**
 * Makes the demo client at first start: its team, a line that waits for a phone, and 300 conversations with history, beside
 * them one with a group.
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

  const line = await store.write((writing) =>
    createSession(writing, CLIENT_CODE, { kind: 'whatsapp-web', name: 'Ventas' }),
  );
  const now = store.now().getTime();
  const histories = [...history(line.id, authors, now), ...groupHistory(line.id, authors, now)];
  histories.sort((a, b) => a.sentAt.localeCompare(b.sentAt));
  await store.write(async (writing) => {
    for (const message of histories) await importMessage(writing, message);
    await nameGroup(writing, CLIENT_CODE, customerGroup.id, customerGroup.subject);
    await readTheOlder(writing);
  });
}

/** Somebody has looked at all but the newest conversations, in which customers still wait. */
async function readTheOlder(writing: Writing): Promise<void> {
  const query = { clientCode: CLIENT_CODE, userId: '', limit: CONVERSATIONS, filter: 'all' } as const;
  const { items } = await readConversations(writing.database, query);
  for (const { id } of items.slice(STILL_UNREAD)) {
    const row = await findConversation(writing.database, CLIENT_CODE, id);
    if (row) await changeConversation(writing, row, { unread: 0 });
  }
}

/** Every line of every conversation with one person: the newest conversations are minutes old, the oldest two weeks. */
function history(sessionId: string, authors: string[], now: number): ImportedMessage[] {
  return customers(CONVERSATIONS).flatMap((person, index) => {
    const talk = talks[index % talks.length] ?? [];
    const end = now - (3 + index * index * 0.22) * MINUTE;
    return talk.map(([who, text], place): ImportedMessage => {
      const fromMe = who === 'business';
      const sentAt = new Date(end - (talk.length - 1 - place) * 2.5 * MINUTE).toISOString();
      return {
        clientCode: CLIENT_CODE,
        sessionId,
        address: { phoneNumber: person.phoneNumber },
        name: person.name,
        whatsappId: `DEMO-${String(index)}-${String(place)}`,
        fromMe,
        author: fromMe ? 'user' : 'contact',
        userId: fromMe ? (authors[index % authors.length] ?? null) : null,
        type: 'text',
        text,
        status: fromMe ? 'read' : 'received',
        sentAt,
      };
    });
  });
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
