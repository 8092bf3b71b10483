import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { WAMessage } from 'baileys';
import { startWhatsAppWebServer, type Group, type Phone, type WhatsAppWebServer } from '../whatsapp-web/index.ts';
import { Companion, copyOf, linkedCompanion, textOfMessage } from './support/companion.ts';

for (const addressing of ['lid', 'pn'] as const) {
  describe(`a group whose members are written by ${addressing}`, () => {
    let lab: WhatsAppWebServer;
    let business: Phone;
    let luz: Phone;
    let juan: Phone;
    let eva: Phone;
    let companion: Companion;
    let group: Group;
    const sentTexts = new Map<string, string>();

    before(async () => {
      lab = await startWhatsAppWebServer();
      business = lab.createPhone({ phoneNumber: '573006660001', name: 'Tienda' });
      luz = lab.createPhone({ phoneNumber: '573006660002', name: 'Luz' });
      juan = lab.createPhone({ phoneNumber: '573006660003', name: 'Juan' });
      eva = lab.createPhone({ phoneNumber: '573006660004', name: 'Eva' });
      companion = await linkedCompanion(lab.url, business, sentTexts);
      group = lab.createGroup({ subject: 'Club', creator: luz, participants: [business, juan, eva], addressing });
    });
    after(async () => {
      await companion.end();
      await lab.close();
    });

    const inGroup = (phone: Phone): string => (addressing === 'lid' ? phone.lid : phone.jid);
    const otherwise = (phone: Phone): string => (addressing === 'lid' ? phone.jid : phone.lid);

    async function send(text: string, id: string): Promise<void> {
      sentTexts.set(id, text);
      await companion.socket.sendMessage(group.jid, { text }, { messageId: id });
    }

    function assertWrittenBy(author: Phone, message: WAMessage, text: string): void {
      assert.equal(textOfMessage(message), text);
      assert.equal(message.key.remoteJid, group.jid);
      assert.equal(message.key.participant, inGroup(author));
      assert.equal(message.key.participantAlt, otherwise(author));
      assert.equal(message.key.addressingMode, addressing);
      assert.equal(message.key.fromMe, author === business);
      assert.equal(message.pushName, author.name);
    }

    test('the companion hears that it was made, and reads who is in it under both addresses', async () => {
      const made = await companion.until('the new group', () => companion.groups.find(({ id }) => id === group.jid));
      assert.equal(made.subject, 'Club');

      const metadata = await companion.socket.groupMetadata(group.jid);
      assert.equal(metadata.subject, 'Club');
      assert.equal(metadata.addressingMode, addressing);
      assert.equal(metadata.owner, inGroup(luz));
      assert.equal(metadata.size, 4);
      assert.deepEqual(
        metadata.participants.map(({ id, phoneNumber, lid, admin }) => ({ id, other: phoneNumber ?? lid, admin })),
        [luz, business, juan, eva].map((phone) => ({
          id: inGroup(phone),
          other: otherwise(phone),
          admin: phone === luz ? 'superadmin' : null,
        })),
      );
      const all = await companion.socket.groupFetchAllParticipating();
      assert.deepEqual(Object.keys(all), [group.jid]);
    });

    test('what three people write reaches the companion under the right names, and the phones', async () => {
      for (const [author, text] of [
        [luz, '¿Cuándo abren?'],
        [juan, 'Yo también pregunto'],
        [eva, 'A las nueve, creo'],
        [luz, 'Gracias'],
      ] as const) {
        const { id, sentAt } = await author.sendToGroup(group, text);
        const message = await companion.message(id);
        assertWrittenBy(author, message, text);
        assert.equal(Number(message.messageTimestamp) * 1000, sentAt);
      }
      for (const phone of [business, luz, juan, eva]) {
        assert.deepEqual(
          phone.groupChat(group).map(({ author, text, fromMe }) => ({ author, text, fromMe })),
          [
            { author: luz.phoneNumber, text: '¿Cuándo abren?', fromMe: phone === luz },
            { author: juan.phoneNumber, text: 'Yo también pregunto', fromMe: phone === juan },
            { author: eva.phoneNumber, text: 'A las nueve, creo', fromMe: phone === eva },
            { author: luz.phoneNumber, text: 'Gracias', fromMe: phone === luz },
          ],
        );
      }
    });

    test('what the companion writes is acknowledged, and decrypted by every phone of the group', async () => {
      const heard: string[] = [];
      const stop = eva.onGroupMessage(({ text }, { subject }) => heard.push(`${subject}: ${text}`));
      for (const text of ['Abrimos a las nueve', 'y cerramos a las siete', 'los domingos no']) {
        const id = `3EB0${text.replaceAll(' ', '').toUpperCase()}`;
        await send(text, id);
        assert.equal((await companion.ack(id)).attrs['error'], undefined);
        for (const phone of [business, luz, juan, eva]) {
          const line = await phone.untilGroupLine(group, (shown) => shown.id === id);
          assert.equal(line.text, text);
          assert.equal(line.author, business.phoneNumber);
          assert.equal(line.fromMe, phone === business);
          assert.equal(phone.framesReceived(id), 1);
        }
      }
      stop();
      assert.deepEqual(heard, ['Club: Abrimos a las nueve', 'Club: y cerramos a las siete', 'Club: los domingos no']);
    });

    test('its receipts say who has it and who has read it', async () => {
      const id = '3EB0RECEIPTS';
      await send('¿Todos de acuerdo?', id);
      const receipt = (phone: Phone, kind: 'receiptTimestamp' | 'readTimestamp'): Promise<unknown> =>
        companion.until(`${kind} of ${phone.name}`, () =>
          companion.groupReceipts.find(
            ({ key, receipt: read }) => key.id === id && read.userJid === inGroup(phone) && read[kind],
          ),
        );
      for (const phone of [luz, juan, eva]) await receipt(phone, 'receiptTimestamp');
      await business.untilGroupLine(group, (line) => line.id === id && line.status === 'delivered');
      for (const phone of [luz, juan]) {
        await phone.markGroupRead(group);
        await receipt(phone, 'readTimestamp');
      }
      assert.equal(business.groupChat(group).find((line) => line.id === id)?.status, 'delivered');
      await eva.markGroupRead(group);
      await business.untilGroupLine(group, (line) => line.id === id && line.status === 'read');
    });

    test('what the companion reads turns the ticks of its author, and the chat of its own phone', async () => {
      const { id } = await juan.sendToGroup(group, 'léeme');
      const { key } = await companion.message(id);
      for (const phone of [luz, eva]) await phone.markGroupRead(group);
      await companion.socket.readMessages([key]);
      await juan.untilGroupLine(group, (line) => line.id === id && line.status === 'read');
      await business.untilGroupLine(group, (line) => line.id === id && line.status === 'read');
    });

    test('what is written on the own phone reaches its companion as its own', async () => {
      const { id } = await business.sendToGroup(group, 'Escrito en el teléfono');
      assertWrittenBy(business, await companion.message(id), 'Escrito en el teléfono');
      await eva.untilGroupLine(group, (line) => line.id === id && line.author === business.phoneNumber);
    });

    test('a new name and changes of members reach the companion, and who is out is not written to', async () => {
      group.rename(juan, 'Club de los lunes');
      await companion.until('the new name', () =>
        companion.groupUpdates.find((update) => update.id === group.jid && update.subject === 'Club de los lunes'),
      );
      group.remove(luz, eva);
      const gone = await companion.until('who is out', () =>
        companion.memberChanges.find(({ action }) => action === 'remove'),
      );
      assert.deepEqual(
        gone.participants.map(({ id }) => id),
        [inGroup(eva)],
      );
      assert.equal(gone.author, inGroup(luz));
      await send('sin Eva', '3EB0WITHOUT');
      await juan.untilGroupLine(group, ({ id }) => id === '3EB0WITHOUT');
      const fromLuz = await luz.sendToGroup(group, 'con llave nueva');
      assertWrittenBy(luz, await companion.message(fromLuz.id), 'con llave nueva');
      assert.equal(eva.framesReceived('3EB0WITHOUT'), 0);
      assert.equal(eva.groupChat(group).at(-1)?.text, 'Escrito en el teléfono');
      await assert.rejects(eva.sendToGroup(group, 'déjenme entrar'), /is not in/);
      assert.throws(() => {
        group.remove(juan, luz);
      }, /may not remove/);

      group.add(juan, eva);
      await companion.until('who is back', () => companion.memberChanges.find(({ action }) => action === 'add'));
      assert.deepEqual(
        group.participants(),
        [luz, business, juan, eva].map(({ phoneNumber }) => phoneNumber),
      );
      await send('bienvenida', '3EB0BACK');
      await eva.untilGroupLine(group, ({ id }) => id === '3EB0BACK');
      const fromEva = await eva.sendToGroup(group, 'aquí estoy');
      assertWrittenBy(eva, await companion.message(fromEva.id), 'aquí estoy');
    });

    test('a phone that lost its keys asks again and gets the text', async () => {
      juan.loseSessions();
      await send('¿me lees?', '3EB0GROUPRETRY');
      assert.equal((await juan.untilGroupLine(group, ({ id }) => id === '3EB0GROUPRETRY')).text, '¿me lees?');
      assert.ok(juan.framesReceived('3EB0GROUPRETRY') > 1);
      assert.equal(luz.groupChat(group).filter(({ id }) => id === '3EB0GROUPRETRY').length, 1);
    });

    test('what is written while the companion is away comes once and in order', async () => {
      await companion.end();
      const authors = [luz, juan, eva, business, luz, luz, eva];
      const sent: string[] = [];
      for (const [index, author] of authors.entries()) {
        sent.push((await author.sendToGroup(group, `mensaje ${index}`)).id);
        if (index === 3) group.rename(luz, 'Club de los martes');
      }
      companion = new Companion(lab.url, companion.credentials, sentTexts);
      await companion.message(sent.at(-1) ?? '');
      const came = companion.received.filter(({ message }) => message);
      assert.deepEqual(
        came.map((message) => message.key.id),
        sent,
      );
      for (const [index, author] of authors.entries()) {
        const message = came[index];
        assert.ok(message);
        assertWrittenBy(author, message, `mensaje ${index}`);
      }
      await companion.until('the new name', () =>
        companion.groupUpdates.find(({ subject }) => subject === 'Club de los martes'),
      );
    });

    test('a companion that lost its keys asks again and gets the text', async () => {
      await companion.end();
      const restored = copyOf(companion.credentials);
      for (const key of restored.keys.keys()) if (/^(session|sender-key) /.test(key)) restored.keys.delete(key);
      const fromEva = await eva.sendToGroup(group, 'no se pierde');
      const ownPhone = await business.sendToGroup(group, 'esto tampoco');
      companion = new Companion(lab.url, restored, sentTexts);
      for (const [id, author, text] of [
        [fromEva.id, eva, 'no se pierde'],
        [ownPhone.id, business, 'esto tampoco'],
      ] as const) {
        const message = await companion.until(text, () =>
          companion.received.find(({ key, message: content }) => key.id === id && content),
        );
        assertWrittenBy(author, message, text);
      }
    });

    test('a group it is not in is refused', async () => {
      const private_ = lab.createGroup({ subject: 'Sin la tienda', creator: luz, participants: [juan], addressing });
      await assert.rejects(companion.socket.groupMetadata(private_.jid), /forbidden/);
      await assert.rejects(companion.socket.groupMetadata('120363000000000000@g.us'), /item-not-found/);
      private_.add(luz, business);
      await companion.until('the group it was taken into', () =>
        companion.groups.find(({ id }) => id === private_.jid),
      );
      assert.equal((await companion.socket.groupMetadata(private_.jid)).size, 3);
    });
  });
}
