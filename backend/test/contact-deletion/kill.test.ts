import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import type { ContactDeletionList, ContactPage } from '#contract/contacts';
import { startWhatsAppWebServer, type WhatsAppWebServer } from '../../../lab/whatsapp-web/index.ts';
import '../../../lab/test/support/unref-long-timers.ts';
import { importHistory, type ImportedText } from '../../src/conversations/index.ts';
import { Store } from '../../src/storage/index.ts';
import { LinkedProcess } from '../whatsapp/linked-process.ts';
import { tracesOf } from './traces.ts';

const MESSAGES = Number(process.env['MESSAGES'] ?? 8_000);
const KILLS = 3;
const LONG_SAID = 'palabralarguisima';
/** A guard against hanging, not a measurement. */
const LIMIT_MS = 240_000;
/** Nobody else may have to wait for longer than this while a large contact is deleted, in milliseconds; on a busy machine. */
const LONGEST_WAIT_MS = 2_000;

describe('kill -9 while the data of somebody with thousands of messages are deleted', { timeout: LIMIT_MS }, () => {
  let lab: WhatsAppWebServer;
  let linked: LinkedProcess;

  before(async () => {
    lab = await startWhatsAppWebServer();
    linked = await LinkedProcess.start(lab, lab.createPhone({ phoneNumber: '573001112233', name: 'Tienda' }));
    await linked.product.terminate();
    const store = await Store.open(join(linked.product.dataDirectory, 'condorito.db'));
    const said = (about: string, count: number): readonly [ImportedText, ...ImportedText[]] => {
      const text = (index: number): ImportedText => ({
        text: `${about} ${String(index)}`,
        userId: null,
        sentAt: new Date(Date.UTC(2026, 0, 1) + index * 1_000).toISOString(),
      });
      return [text(0), ...Array.from({ length: count - 1 }, (_, index) => text(index + 1))];
    };
    const { sessionId } = linked;
    const past = { sessionId, stage: null, status: 'open' as const, assignedTo: null, unread: 0, labels: [] };
    await store.write((writing) =>
      importHistory(writing, 'acme', [
        { ...past, phoneNumber: '573009998877', name: 'Luzmarina', messages: said(LONG_SAID, MESSAGES) },
        { ...past, phoneNumber: '573009998866', name: 'Juan', messages: said('otracosa', 20) },
      ]),
    );
    await store.close();
    await linked.product.run();
  });
  after(async () => {
    await linked.product.stop();
    await lab.close();
  });

  const deletions = async () =>
    (await linked.admin.api.get<ContactDeletionList>('/contacts/deletions').expect(200)).body.items;
  const contacts = async () => (await linked.admin.api.get<ContactPage>('/contacts').expect(200)).body.items;

  it('goes on with the next start, holds nobody up, and leaves nothing', { timeout: LIMIT_MS }, async (t) => {
    const luz = (await contacts()).find(({ name }) => name === 'Luzmarina') ?? assert.fail();
    await linked.admin.api.delete(`/contacts/${luz.id}?version=${String(luz.version)}`).expect(202);
    let left = MESSAGES;
    let killed = 0;
    let longest = 0;
    for (;;) {
      const asked = performance.now();
      const [deletion] = await deletions();
      assert.deepEqual(
        (await contacts()).map(({ name }) => name),
        ['Juan'],
      );
      longest = Math.max(longest, performance.now() - asked);
      if (!deletion) break;
      const { messagesLeft } = deletion;
      assert.ok(messagesLeft <= left, 'what was deleted is back');
      if (killed < KILLS && messagesLeft < MESSAGES && messagesLeft > 0) {
        killed += 1;
        await linked.killAndRun();
      }
      left = messagesLeft;
      await pause(5);
    }
    assert.ok(killed > 0, 'it was never killed in the middle');
    assert.ok(longest < LONGEST_WAIT_MS, `somebody waited ${String(longest)} ms`);
    t.diagnostic(`${String(killed)} kills; two reads took ${longest.toFixed(0)} ms at most`);
    assert.deepEqual(tracesOf(linked.product.dataDirectory, [LONG_SAID, '573009998877', 'Luzmarina']), []);
  });
});
