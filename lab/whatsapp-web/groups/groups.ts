import { randomInt } from 'node:crypto';
import type { Addressing } from '../accounts/account.ts';
import type { Exchange } from '../exchange.ts';
import { announce } from './announce.ts';
import { Group, type GroupSurroundings, type Numbered, type SavedGroup } from './group.ts';

export interface NewGroup {
  subject: string;
  creator: Numbered;
  /** Who is in it besides its creator. */
  participants: Numbered[];
  /** `lid` when it is not given, as WhatsApp makes groups now. */
  addressing?: Addressing;
  /** What stands before `@g.us`; made up when it is not given. */
  id?: string;
}

/** Makes a group and tells everybody who is in it. */
export function createGroup(exchange: Exchange, wanted: NewGroup): Group {
  const { subject, creator, addressing = 'lid', id = newGroupId() } = wanted;
  const now = Date.now();
  const group = restoreGroup(exchange, {
    jid: `${id}@g.us`,
    addressing,
    creator: creator.phoneNumber,
    createdAt: now,
    subject,
    subjectSetBy: creator.phoneNumber,
    subjectSetAt: now,
    members: [...new Set([creator, ...wanted.participants].map(({ phoneNumber }) => phoneNumber))],
  });
  announce(exchange, group, { what: 'create', by: group.creator });
  return group;
}

/** Brings a group back as it was saved, and tells nobody. */
export function restoreGroup(exchange: Exchange, saved: SavedGroup): Group {
  const surroundings: GroupSurroundings = {
    account: (phoneNumber) => exchange.directory.demand(phoneNumber),
    changed: (group, change) => {
      announce(exchange, group, change);
    },
  };
  const group = new Group(saved, surroundings);
  exchange.groups.set(group.jid, group);
  return group;
}

function newGroupId(): string {
  return `120363${String(randomInt(10 ** 12)).padStart(12, '0')}`;
}
