import type { ConversationPage } from '#contract/conversations';
import type { Label } from '#contract/team-settings';
import type { SessionResponse } from '#contract/whatsapp-sessions';
import { importMessage } from '../../src/conversations/index.ts';
import type { TestApplication, TestUser } from '../support/index.ts';

/** A conversation of the admin's client that has this label; resolves to its id. */
export async function conversationWith(label: Label, admin: TestUser, { application }: TestApplication) {
  const line = { kind: 'whatsapp-web', name: 'Ventas' };
  const { session } = (await admin.api.post<SessionResponse>('/whatsapp/sessions', line).expect(201)).body;
  await application.store.write((writing) =>
    importMessage(writing, {
      clientCode: String(admin.user.clientCode),
      sessionId: session.id,
      address: { phoneNumber: '573000000001' },
      name: 'Luz',
      whatsappId: 'H-1',
      fromMe: false,
      author: 'contact',
      userId: null,
      type: 'text',
      text: 'Hola',
      status: 'received',
      sentAt: '2026-01-01T10:00:00.000Z',
    }),
  );
  const { items } = (await admin.api.get<ConversationPage>('/conversations').expect(200)).body;
  const id = items[0]?.id ?? '';
  await admin.api.patch(`/conversations/${id}`, { labels: [label.id] }).expect(200);
  return id;
}
