import { Router } from 'express';
import type { GroupMember, GroupMembersResponse } from '#contract/groups';
import { findContact, findContactsByAddress, findConversation } from '../conversations/index.ts';
import type { Reading, Store } from '../storage/index.ts';
import { HttpProblem, onlyMethods, requireRole, signedInMember } from '../web/index.ts';
import type { MemberAddress } from './session.ts';
import type { WhatsAppSessions } from './whatsapp-sessions.ts';

/** `/conversations/:id/members`: who is in a group, as WhatsApp tells it now. */
export function groupRoutes(store: Store, sessions: Pick<WhatsAppSessions, 'groupMembers'>): Router {
  const router = Router();
  router
    .route('/conversations/:id/members')
    .get(requireRole('agent', 'admin'), async (request, response) => {
      const { clientCode } = signedInMember(request);
      const { sessionId, groupId } = await store.read((database) => findGroup(database, clientCode, request.params.id));
      const told = await sessions.groupMembers(clientCode, sessionId, groupId).catch(() => undefined);
      const members = told ? await store.read((database) => namedMembers(database, clientCode, told)) : null;
      response.json({ members } satisfies GroupMembersResponse);
    })
    .all(onlyMethods('GET'));
  return router;
}

async function findGroup(
  database: Reading,
  clientCode: string,
  id: string,
): Promise<{ sessionId: string; groupId: string }> {
  const conversation = await findConversation(database, clientCode, id);
  const contact = conversation && (await findContact(database, clientCode, conversation.contactId));
  if (!conversation || !contact?.groupId)
    throw new HttpProblem('not-found', 'There is no such conversation with a group.');
  return { sessionId: conversation.sessionId, groupId: contact.groupId };
}

/** The line itself first, then admins, each by name; whoever has no name comes last. */
async function namedMembers(
  database: Reading,
  clientCode: string,
  told: readonly MemberAddress[],
): Promise<GroupMember[]> {
  const members: GroupMember[] = [];
  for (const { address, isAdmin, isMe } of told) {
    const [contact] = await findContactsByAddress(database, clientCode, address);
    const phoneNumber = address.phoneNumber ?? contact?.phoneNumber ?? null;
    const named = contact && { contactId: contact.id, name: contact.name };
    members.push({ name: '', ...named, phoneNumber, isAdmin, isMe });
  }
  return members.sort(
    (one, other) =>
      Number(other.isMe) - Number(one.isMe) ||
      Number(other.isAdmin) - Number(one.isAdmin) ||
      Number(one.name === '') - Number(other.name === '') ||
      one.name.localeCompare(other.name),
  );
}
