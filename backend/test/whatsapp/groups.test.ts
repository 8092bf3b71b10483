import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContactResponse } from '#contract/contacts';
import type { Conversation, ConversationPage } from '#contract/conversations';
import type { GroupMembersResponse } from '#contract/groups';
import type { Message, SendMessageResponse } from '#contract/messages';
import type { Group, Phone } from '../../../lab/whatsapp-web/index.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, WhatsAppBench } from './linked-line.ts';

for (const addressing of ['lid', 'pn'] as const) {
  describe(`a group whose members are written by ${addressing}`, () => {
    let bench: WhatsAppBench;
    let admin: TestUser;
    let socket: TestSocket;
    let sessionId: string;
    let business: Phone;
    let luz: Phone;
    let juan: Phone;
    let eva: Phone;
    let group: Group;
    let number = 0;

    before(async () => {
      bench = await WhatsAppBench.start({ ackTimeout: 300 });
      const { lab } = bench;
      admin = await bench.application.createClient('acme');
      business = lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' });
      luz = lab.createPhone({ phoneNumber: '573004445566', name: 'Luz' });
      juan = lab.createPhone({ phoneNumber: '573004445577', name: 'Juan' });
      eva = lab.createPhone({ phoneNumber: '573004445588', name: 'Eva' });
      sessionId = await bench.link(admin, business);
      socket = await bench.application.socket(admin);
      group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business, juan, eva], addressing });
    });

    after(() => bench.stop());

    const conversations = async (query = '') =>
      (await admin.api.get<ConversationPage>(`/conversations${query}`).expect(200)).body.items;
    const conversation = async (line = sessionId): Promise<Conversation> => {
      const found = (await conversations()).find((one) => one.contact.kind === 'group' && one.sessionId === line);
      assert.ok(found, 'There is no conversation with the group.');
      return found;
    };
    const messages = async (line = sessionId) => allMessages(admin, (await conversation(line)).id);
    const shown = (list: readonly Message[]) =>
      list.map(({ participant, author, text }) => `${participant ?? author}: ${text ?? ''}`);
    const arrived = (text: string) =>
      socket.event('message:new', ({ message }) => message.text === text && message.author !== 'user');
    const send = async (text: string, line = sessionId) => {
      const clientMessageId = `message-${String((number += 1))}`;
      const path = `/conversations/${(await conversation(line)).id}/messages`;
      const body = { clientMessageId, type: 'text', text };
      return (await admin.api.post<SendMessageResponse>(path, body).expect(202)).body.message;
    };
    const becomes = ({ id }: Message, status: Message['status']) =>
      socket.event('message:status', (event) => event.messageId === id && event.status === status);
    const phonesShow = (text: string, phones: Phone[]) =>
      Promise.all(phones.map((phone) => phone.untilGroupLine(group, (line) => line.text === text)));

    it('shows who wrote what, in the order they wrote it, under the name of the group', async () => {
      const written: [Phone, string][] = [
        [luz, '¿Cuándo abren?'],
        [juan, 'Yo también pregunto'],
        [eva, 'A las nueve, creo'],
        [luz, 'Gracias'],
      ];
      for (const [phone, text] of written) await phone.sendToGroup(group, text);
      await arrived('Gracias');
      await socket.event('contact:updated', ({ contact }) => contact.name === 'Club');
      assert.deepEqual(
        shown(await messages()),
        written.map(([phone, text]) => `${phone.name}: ${text}`),
      );
      const { contact, unread, lastMessage } = await conversation();
      assert.partialDeepStrictEqual(contact, { kind: 'group', name: 'Club', phoneNumber: null });
      assert.equal(unread, 4);
      assert.equal(lastMessage?.participant, 'Luz');
      assert.equal((await conversations('?q=club'))[0]?.contact.name, 'Club');
      assert.equal((await conversations()).length, 1, 'Who writes in a group has no conversation of their own.');
    });

    it('tells who is in it, by the names that are known, and nothing of it to others', async () => {
      const path = `/conversations/${(await conversation()).id}/members`;
      const { members } = (await admin.api.get<GroupMembersResponse>(path).expect(200)).body;
      const seen = members?.map(({ name, phoneNumber, isAdmin, isMe }) => [name, phoneNumber, isAdmin, isMe]);
      assert.deepEqual(seen, [
        ['', business.phoneNumber, false, true],
        ['Luz', luz.phoneNumber, true, false],
        ['Eva', eva.phoneNumber, false, false],
        ['Juan', juan.phoneNumber, false, false],
      ]);
      const names = await Promise.all(
        (members ?? []).flatMap(({ contactId }) =>
          contactId === undefined ? [] : [admin.api.get<ContactResponse>(`/contacts/${contactId}`).expect(200)],
        ),
      );
      assert.deepEqual(
        names.map(({ body }) => body.contact.name),
        ['Luz', 'Eva', 'Juan'],
      );
      const stranger = await bench.application.createClient('other');
      await stranger.api.get(path).expect(404);
      await luz.sendText(business.phoneNumber, 'A solas');
      const { conversation: alone } = await arrived('A solas');
      await admin.api.get(`/conversations/${alone.id}/members`).expect(404);
    });

    it('is answered on every phone; the tick stays at sent, whoever has read it', async () => {
      const first = await send('Abrimos a las nueve');
      await becomes(first, 'sent');
      await phonesShow('Abrimos a las nueve', [business, luz, juan, eva]);
      for (const phone of [luz, juan, eva]) await phone.markGroupRead(group);
      const second = await send('y cerramos a las siete');
      await becomes(second, 'sent');
      await phonesShow('y cerramos a las siete', [business, luz, juan, eva]);
      const ticks = (await messages()).filter(({ direction }) => direction === 'out');
      assert.deepEqual(
        ticks.map(({ status, participant }) => [status, participant]),
        [
          ['sent', undefined],
          ['sent', undefined],
        ],
      );
      assert.deepEqual(
        socket.dataOf('message:status').filter(({ status }) => status !== 'sent'),
        [],
      );
    });

    it('shows what was written on the phone itself as our own', async () => {
      await business.sendToGroup(group, 'Escrito en el teléfono');
      const { message, conversation: row } = await arrived('Escrito en el teléfono');
      assert.partialDeepStrictEqual(message, { direction: 'out', author: 'phone', status: 'sent' });
      assert.equal(message.participant, undefined);
      assert.equal(row.unread, 0);
    });

    it('tells who of them is writing, and shows them that we are', async () => {
      const { contactId } = await conversation();
      await eva.setTyping(group, true);
      const started = await socket.event('typing:start', (event) => event.by === 'contact');
      assert.partialDeepStrictEqual(started, { contactId, participant: 'Eva' });
      await luz.setTyping(group, true);
      await socket.event('typing:start', (event) => event.participant === 'Luz');
      await eva.setTyping(group, false);
      const stopped = await socket.event('typing:stop', (event) => event.by === 'contact');
      assert.equal(stopped.participant, 'Eva');
      socket.io.emit('typing:start', contactId);
      await new Promise<void>((resolve) => {
        const stop = juan.onChange(() => {
          if (!juan.isTyping(business.phoneNumber, group)) return;
          stop();
          resolve();
        });
      });
    });

    it('is called by its new name at once, also in the list', async () => {
      group.rename(juan, 'Club de los lunes');
      await socket.event('contact:updated', ({ contact }) => contact.name === 'Club de los lunes');
      assert.equal((await conversation()).contact.name, 'Club de los lunes');
    });

    it('is written to as it is now: not who has left, and whoever has joined', async () => {
      group.remove(luz, eva);
      const without = await send('sin Eva');
      await becomes(without, 'sent');
      await phonesShow('sin Eva', [business, luz, juan]);
      assert.ok(eva.groupChat(group).every(({ text }) => text !== 'sin Eva'));
      const nora = bench.lab.createPhone({ phoneNumber: '573004445599', name: 'Nora' });
      group.add(luz, nora);
      group.add(luz, eva);
      await send('Bienvenidas');
      await phonesShow('Bienvenidas', [business, luz, juan, eva, nora]);
      await nora.sendToGroup(group, 'Hola a todos');
      assert.equal((await arrived('Hola a todos')).message.participant, 'Nora');
    });

    it('is sent again, keys and all, when WhatsApp swallowed the first try: one bubble on each phone', async () => {
      bench.lab.faults.dropSends = 1;
      const iris = bench.lab.createPhone({ phoneNumber: '573004445600', name: 'Iris' });
      group.add(luz, iris);
      const message = await send('¿Se oye?');
      await becomes(message, 'sent');
      await phonesShow('¿Se oye?', [luz, juan, iris]);
      const bubbles = iris.groupChat(group).filter(({ text }) => text === '¿Se oye?');
      assert.equal(bubbles.length, 1);
    });

    it('gives the text again to a phone that could not read it', async () => {
      juan.loseSessions();
      await send('¿Me lees?');
      await phonesShow('¿Me lees?', [juan]);
    });

    it('misses nothing while the line is away: once, in order, under the name it has by then', async () => {
      bench.lab.faults.refuseLogin = 503;
      await bench.restart();
      admin = await bench.application.signIn(admin.email, admin.password);
      const before = shown(await messages());
      const written: [Phone, string][] = [
        [luz, 'uno'],
        [juan, 'dos'],
        [business, 'tres'],
        [eva, 'cuatro'],
      ];
      for (const [phone, text] of written) await phone.sendToGroup(group, text);
      group.rename(luz, 'Club de los martes');
      await send('contestado sin línea');
      bench.lab.faults.refuseLogin = undefined;
      socket = await bench.application.socket(admin);
      await phonesShow('contestado sin línea', [luz, juan, eva]);
      await juan.sendToGroup(group, 'cinco');
      await arrived('cinco');
      assert.deepEqual(
        shown(await messages()).filter((line) => line !== 'user: contestado sin línea'),
        [...before, 'Luz: uno', 'Juan: dos', 'phone: tres', 'Eva: cuatro', 'Juan: cinco'],
      );
      assert.equal((await conversation()).contact.name, 'Club de los martes');
    });

    it('is a conversation of each line that is in it, with one contact', async () => {
      const support = bench.lab.createPhone({ phoneNumber: '573001112244', name: 'Soporte' });
      const secondLine = await bench.link(admin, support);
      group.add(luz, support);
      await luz.sendToGroup(group, '¿Están las dos?');
      const both = [sessionId, secondLine];
      await Promise.all(
        both.map((line) =>
          socket.event(
            'message:new',
            (event) => event.message.text === '¿Están las dos?' && event.conversation.sessionId === line,
          ),
        ),
      );
      const [first, second] = [await conversation(sessionId), await conversation(secondLine)];
      assert.equal(first.contactId, second.contactId);
      const answer = await send('Aquí soporte', secondLine);
      await becomes(answer, 'sent');
      const { message } = await socket.event(
        'message:new',
        (event) => event.message.text === 'Aquí soporte' && event.conversation.sessionId === sessionId,
      );
      assert.partialDeepStrictEqual(message, { direction: 'in', participant: 'Soporte' });
      assert.deepEqual(
        (await messages(secondLine)).map(({ direction, text }) => [direction, text]),
        [
          ['in', '¿Están las dos?'],
          ['out', 'Aquí soporte'],
        ],
      );
      await phonesShow('Aquí soporte', [luz, juan, business]);
    });

    it('says that WhatsApp refused a message, and goes on with the next', async () => {
      bench.lab.faults.refuse.set(group.jid, 421);
      const refused = await becomes(await send('No pasa'), 'failed');
      assert.equal(refused.error?.code, 'whatsapp_421');
      bench.lab.faults.refuse.delete(group.jid);
      await becomes(await send('Ahora sí'), 'sent');
      await phonesShow('Ahora sí', [luz, juan, eva]);
    });

    it('says why nothing can be sent once our number is out of it', async () => {
      group.remove(luz, business);
      const message = await send('¿Hola?');
      const { error } = await becomes(message, 'failed');
      assert.equal(error?.code, 'not_in_group');
      assert.ok(luz.groupChat(group).every(({ text }) => text !== '¿Hola?'));
    });

    it('writes no text, no name and no number of anybody into the log', () => {
      const log = bench.application.logged.join('\n');
      for (const word of ['Bienvenidas', 'Club de los', luz.phoneNumber, luz.lid.split('@')[0] ?? '', group.jid]) {
        assert.ok(!log.includes(word), `The log holds "${word}".`);
      }
    });
  });
}
