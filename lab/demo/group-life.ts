import type { Group, Phone, WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { pick, quietly, rest } from './pace.ts';
import { businessPhones, customerGroup, type Person } from './people.ts';
import { groupAnswers, groupOpenings } from './talk.ts';

/**
 * Lets the members of the group live, all of whom have phones: they answer what the business writes, and now and then one of
 * them writes while the business is there.
 */
export function bringGroupToLife(server: WhatsAppWebServer, people: readonly Person[], stopped: AbortSignal): void {
  const group = demoGroup(server, people);
  const isBusiness = (phoneNumber: string) => businessPhones.some((person) => person.phoneNumber === phoneNumber);
  const phones = group.participants().flatMap((phoneNumber) => server.phone(phoneNumber) ?? []);
  const members = phones.filter(({ phoneNumber }) => !isBusiness(phoneNumber));
  const ears = members[0];
  ears?.onGroupMessage(({ author }, { jid }) => {
    if (jid === group.jid && isBusiness(author)) void quietly(() => answer(group, members, stopped));
  });
  void quietly(async () => {
    for (;;) {
      await rest(60, 150, stopped);
      const isLinked = phones.some((phone) => phone.devices().some(({ online }) => online));
      if (isLinked) await write(group, pick(members), pick(groupOpenings), stopped);
    }
  });
}

async function answer(group: Group, members: readonly Phone[], stopped: AbortSignal): Promise<void> {
  await rest(1, 3, stopped);
  for (const phone of members) await phone.markGroupRead(group);
  await write(group, pick(members), pick(groupAnswers), stopped);
}

async function write(group: Group, phone: Phone, text: string, stopped: AbortSignal): Promise<void> {
  await phone.setTyping(group, true);
  await rest(1.5, 4, stopped);
  await phone.setTyping(group, false);
  await phone.sendToGroup(group, text);
}

/** The demo's group, made at first start. */
function demoGroup(server: WhatsAppWebServer, people: readonly Person[]): Group {
  const { id, subject, members } = customerGroup;
  const known = server.groups().find(({ jid }) => jid === `${id}@g.us`);
  if (known) return known;
  const [creator, ...others] = members.flatMap((place) => people[place] ?? []);
  const [business] = businessPhones;
  if (!creator || !business) throw new Error('The demo has too few people for its group.');
  return server.createGroup({ id, subject, creator, participants: [business, ...others] });
}
