import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ContactResponse, RunAgentPreviewResponse } from '#contract/contacts';
import type { AgentRun } from '#contract/conversations';
import type { Problem } from '#contract/http';
import type { MessageTemplateList } from '#contract/message-templates';
import { secondOfDay } from '#contract/time-zones';
import { botWith } from '../bot/bot-bodies.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { CloudBench, SHOP } from '../whatsapp/cloud-bench.ts';

const SECOND = 1_000;
const DAY_S = 86_400;

describe("the bot writes first over Meta's Cloud API", () => {
  let bench: CloudBench;
  let admin: TestUser;
  let line: string;
  let socket: TestSocket;
  let template: { templateId: string; parameters: Record<string, string> };

  before(async () => {
    bench = await CloudBench.start({ random: () => 0.5 });
    // Ten in the morning: at night nothing leaves.
    const tillTen = (DAY_S + 10 * 3_600 - secondOfDay('America/Mexico_City', bench.time.clock())) % DAY_S;
    bench.time.pass(tillTen * SECOND);
    admin = await bench.application.createClient('acme');
    line = await bench.open(admin);
    const components = [{ type: 'BODY', text: 'Hola {{1}}, hoy abrimos.', example: { body_text: [['Ana']] } }];
    bench.graph.templates.add(bench.shop.wabaId, { name: 'abrimos', language: 'es', components: components as never });
    const { body } = await admin.api.post<MessageTemplateList>(`/whatsapp/sessions/${line}/templates/sync`).expect(200);
    template = { templateId: body.items[0]?.id ?? '', parameters: { 'body.1': '{{nombre|vecino}}' } };
    socket = await bench.application.socket(admin);
  });
  after(() => bench.stop());

  const saveOpening = (opening: object) =>
    admin.api.put('/bot', botWith([], { enabled: true, opening: { text: '', ...opening } })).expect(200);
  const until = <T>(awaited: Promise<T>) => bench.time.passUntil(awaited, SECOND, () => admin.api.get('/auth/me'));
  const reaches = (contactId: string, state: AgentRun['state']) =>
    socket.event('contact:updated', ({ contact }) => contact.id === contactId && contact.agentRun?.state === state);
  async function newContact(phoneNumber: string, name: string): Promise<string> {
    const { body } = await admin.api.post<ContactResponse>('/contacts', { phoneNumber, name }).expect(201);
    return body.contact.id;
  }
  const run = (id: string) => admin.api.post<ContactResponse>(`/contacts/${id}/run-agent`).expect(200);

  it('only by a template that its line has, with all its places filled in', async () => {
    const refused = async (opening: object) => {
      const body = botWith([], { opening: { text: '', ...opening } });
      return (await admin.api.put<Problem>('/bot', body).expect(400)).body.errors;
    };
    const open = { ...template, parameters: { 'body.1': ' ' } };
    assert.deepEqual(await refused({ template: open }), [
      { path: 'opening.template', message: 'Fill in the place "body.1" of the template.' },
    ]);
    const misspelt = { ...template, parameters: { 'body.1': '{{nombe}}' } };
    assert.match((await refused({ template: misspelt }))?.[0]?.message ?? '', /\{\{nombe\}\}/);
    const header = [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['x'] } }];
    const components = [...header, { type: 'BODY', text: 'Mira esto.' }];
    bench.graph.templates.add(bench.shop.wabaId, { name: 'foto', language: 'es', components: components as never });
    const { body } = await admin.api.post<MessageTemplateList>(`/whatsapp/sessions/${line}/templates/sync`).expect(200);
    const withFile = body.items.find(({ name }) => name === 'foto')?.id ?? '';
    assert.match((await refused({ template: { templateId: withFile, parameters: {} } }))?.[0]?.message ?? '', /file/);
    await saveOpening({ sessionId: line, template });
  });

  it('by a template to whoever has not written, and freely to whoever has', async () => {
    const { luz } = bench;
    await saveOpening({ text: 'Hola de nuevo, {{nombre}}', template });
    const id = await newContact(luz.phoneNumber, 'Luz');
    await run(id);
    const shown = luz.untilLine(SHOP, ({ text }) => text === 'Hola Luz, hoy abrimos.');
    await until(Promise.all([shown, reaches(id, 'sent')]));
    const answered = reaches(id, 'answered');
    await luz.sendText(SHOP, '¿A qué hora?');
    await until(answered);
    await run(id);
    await until(luz.untilLine(SHOP, ({ text }) => text === 'Hola de nuevo, Luz'));
  });

  it('and says so where only a template would go and it has none', async () => {
    const eva = bench.graph.createPerson({ phoneNumber: '573004445577', name: 'Eva' });
    await saveOpening({ text: 'Hola' });
    const id = await newContact(eva.phoneNumber, 'Eva');
    const asked = admin.api.post<RunAgentPreviewResponse>('/contacts/run-agent/preview', { contactIds: [id] });
    const { preview } = (await asked.expect(200)).body;
    assert.deepEqual(preview.lines[0]?.first, { contactId: id, text: null, reason: 'window_closed' });
    await run(id);
    const { contact } = await until(reaches(id, 'failed'));
    assert.equal(contact.agentRun?.reason, 'window_closed');
  });

  it('and says what Meta says of the message, and tries nobody again whom it does not reach until they write', async () => {
    const noel = bench.graph.createPerson({ phoneNumber: '573004445599', name: 'Noel' });
    const ines = bench.graph.createPerson({ phoneNumber: '573004445544', name: 'Inés' });
    await saveOpening({ template });
    // Meta's codes: undeliverable, and too many promotions (Cloud API, error codes).
    bench.graph.faults.refuse.set(noel.phoneNumber, 131026);
    bench.graph.faults.refuse.set(ines.phoneNumber, 131049);
    const ids = [await newContact(noel.phoneNumber, 'Noel'), await newContact(ines.phoneNumber, 'Inés')] as const;
    for (const [id, reason] of [
      [ids[0], 'undeliverable'],
      [ids[1], 'marketing_limited'],
    ] as const) {
      await run(id);
      assert.equal((await until(reaches(id, 'failed'))).contact.agentRun?.reason, reason);
    }
    bench.graph.faults.refuse.clear();
    const asked = () => admin.api.post<RunAgentPreviewResponse>('/contacts/run-agent/preview', { contactIds: ids });
    const { preview } = (await asked().expect(200)).body;
    assert.deepEqual(preview.refused, [{ contactId: ids[0], reason: 'undeliverable' }]);
    assert.deepEqual(
      preview.lines.map(({ first }) => first.contactId),
      [ids[1]],
    );
    await admin.api.post(`/contacts/${ids[0]}/run-agent`).expect(409);
    const heard = socket.event('message:new', ({ message }) => message.text === 'Ya tengo WhatsApp');
    await noel.sendText(SHOP, 'Ya tengo WhatsApp');
    await heard;
    assert.deepEqual((await asked().expect(200)).body.preview.refused, []);
  });

  it('asks for a line where there are several and none is set', async () => {
    const phoneNumber = '573001112299';
    const number = bench.graph.createBusinessNumber({ phoneNumber, verifiedName: 'Tienda Sol' });
    const other = await bench.open(admin, { name: 'Ventas 2', number });
    const rosa = bench.graph.createPerson({ phoneNumber: '573004445588', name: 'Rosa' });
    const id = await newContact(rosa.phoneNumber, 'Rosa');
    const { body } = await admin.api.post<Problem & { reason: string }>(`/contacts/${id}/run-agent`).expect(409);
    assert.equal(body.reason, 'no_line');
    await saveOpening({ text: 'Hola', sessionId: other });
    await run(id);
    const { contact } = await until(reaches(id, 'failed'));
    assert.equal(contact.agentRun?.reason, 'window_closed');
  });
});
