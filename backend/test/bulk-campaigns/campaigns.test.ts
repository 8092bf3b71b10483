import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import sharp from 'sharp';
import type { BulkCampaign } from '#contract/bulk-campaigns';
import type { ConversationResponse } from '#contract/conversations';
import type { Problem } from '#contract/http';
import type { Phone } from '../../../lab/whatsapp-web/index.ts';
import { upload } from '../media/uploads.ts';
import { DrivenTime } from '../support/driven-time.ts';
import type { TestSocket, TestUser } from '../support/index.ts';
import { allMessages, conversationWith, WhatsAppBench } from '../whatsapp/linked-line.ts';
import { CampaignBench, consent, steady } from './campaign-bench.ts';

const SECOND = 1_000;
const SHOP = '573001112233';
/** A client's, where nothing else is said. */
const TIME_ZONE = 'America/Mexico_City';

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index];
  assert.ok(item);
  return item;
}

describe('bulk messages over a line by QR', () => {
  const time = new DrivenTime();
  let bench: WhatsAppBench;
  let admin: TestUser;
  let socket: TestSocket;
  let campaigns: CampaignBench;
  let shop: Phone;
  let phones: Phone[];
  let made = 0;

  before(async () => {
    const environment = { HEARTBEAT_DELAY_MS: '3600000', HEARTBEAT_INTERVAL_MS: '3600000' };
    bench = await WhatsAppBench.start({ clock: time.clock, after: time.after, random: () => 0.5, environment });
    admin = await bench.application.createClient('acme');
    shop = bench.lab.createPhone({ phoneNumber: SHOP, name: 'Tienda' });
    const sessionId = await bench.link(admin, shop);
    socket = await bench.application.socket(admin);
    campaigns = new CampaignBench(admin, sessionId);
    phones = Array.from({ length: 3 }, newPhone);
  });
  after(() => bench.stop());

  function newPhone(): Phone {
    made += 1;
    return bench.lab.createPhone({
      phoneNumber: `5730020000${String(made).padStart(2, '0')}`,
      name: `P${String(made)}`,
    });
  }

  const numbers = (some = phones) => some.map(({ phoneNumber }) => phoneNumber);
  /** A machine that is busy with other tests takes its time. */
  const shown = (phone: Phone, fits: Parameters<Phone['untilLine']>[1]) => phone.untilLine(SHOP, fits);
  const got = (phone: Phone, text: string) => shown(phone, (line) => line.text === text);
  const state = (id: string, fits: (campaign: BulkCampaign) => boolean) =>
    socket.event('bulk:progress', ({ campaign }) => campaign?.id === id && fits(campaign));
  /** With the first recipient of a campaign. */
  const conversationOf = async (id: string) => {
    const [recipient] = await campaigns.recipients(id);
    const path = `/conversations/${recipient?.conversationId ?? ''}`;
    return (await admin.api.get<ConversationResponse>(path).expect(200)).body.conversation;
  };
  /** Lets time pass until this has come about. */
  const until = <T>(awaited: Promise<T>, step = SECOND) =>
    time.passUntil(awaited, step, () => admin.api.get('/auth/me'));

  it('takes in who can be reached, and says of everybody else why not', async () => {
    const { campaign, added, leftOut } = await campaigns.draft([
      '+57 300 200 0001',
      '300 200 0001',
      '3002000002',
      'hola',
      '+57 1',
      { phoneNumber: '+52 1 55 1234 5678', name: 'Ana', variables: { Ciudad: 'México' } },
      '525512345678',
    ]);
    assert.equal(added, 3);
    assert.deepEqual(
      leftOut.map(({ index, reason }) => [index, reason]),
      [
        [1, 'duplicate'],
        [3, 'invalid'],
        [4, 'invalid'],
        [6, 'duplicate'],
      ],
    );
    assert.deepEqual([campaign.status, campaign.counts.total, campaign.counts.pending], ['draft', 3, 3]);
    const more = { recipients: [{ phoneNumber: '573002000002' }], consent };
    const { body } = await admin.api
      .post<{ added: number }>(`/bulk-campaigns/${campaign.id}/recipients`, more)
      .expect(200);
    assert.equal(body.added, 0);
    const [, , ana] = await campaigns.recipients(campaign.id);
    assert.deepEqual([ana?.name, ana?.variables], ['Ana', { ciudad: 'México' }]);
    await admin.api.delete(`/bulk-campaigns/${campaign.id}`).expect(204);
    await admin.api.get(`/bulk-campaigns/${campaign.id}`).expect(404);
  });

  it('asks where consent came from, and refuses a pace that a line by QR would pay for', async () => {
    const body = { name: 'x', sessionId: campaigns.sessionId, recipients: [{ phoneNumber: '573002000001' }] };
    const asked = await admin.api.post<Problem>('/bulk-campaigns', body).expect(400);
    assert.equal(asked.body.errors?.[0]?.path, 'consent');
    const fast = { ...steady, gapSeconds: { from: 0, to: 1 }, perDay: 50_000 };
    const refused = await admin.api.post<Problem>('/bulk-campaigns', { ...body, consent, pace: fast }).expect(400);
    assert.deepEqual(
      refused.body.errors?.map(({ path }) => path),
      ['pace.gapSeconds.from', 'pace.perDay'],
    );
  });

  it('leave one after the other at the pace, each to its own phone, and their ticks are counted', async () => {
    const [first, second, third] = phones as [Phone, Phone, Phone];
    const id = await campaigns.started([{ phoneNumber: first.phoneNumber, name: 'Rosa' }, ...numbers([second, third])]);
    await got(first, 'Hola Rosa');
    await state(id, ({ status }) => status === 'running');
    for (const phone of [second, third]) {
      assert.equal(phone.chat(SHOP).length, 0, 'not before its time');
      await until(got(phone, 'Hola cliente'));
    }
    await until(state(id, ({ status }) => status === 'completed'));
    const read = socket.event('bulk:progress', (progress) => progress.campaignId === id && progress.read === 1);
    await first.markRead(SHOP);
    await until(read);
    const { counts, startedAt, finishedAt } = await campaigns.read(id);
    assert.deepEqual([counts.total, counts.pending, counts.delivered + counts.sent, counts.read], [3, 0, 2, 1]);
    assert.ok(startedAt && finishedAt);
    const { status, unread, lastMessage } = await conversationOf(id);
    assert.deepEqual([status, unread, lastMessage?.author], ['closed', 0, 'campaign'], 'it opens nothing');
    const told = await socket.event('system:message', ({ params }) => params['campaignId'] === id);
    assert.deepEqual([told.code, told.params['name']], ['campaign_completed', 'Ofertas']);
  });

  it('pass over whom WhatsApp does not know and who has opted out, and honour a wish at once', async () => {
    const [leaving, staying] = [newPhone(), newPhone()];
    const asked = await campaigns.started([leaving.phoneNumber]);
    await until(got(leaving, 'Hola cliente'));
    await until(state(asked, ({ status }) => status === 'completed'));
    await leaving.sendText(SHOP, ' Basta, no... ');
    await leaving.sendText(SHOP, '¡Baja!');
    await until(shown(leaving, ({ text }) => text.startsWith('Listo')));
    const after = await campaigns.read(asked);
    assert.deepEqual([after.answered, after.optedOut], [1, 1]);
    assert.equal((await conversationWith(admin, leaving.phoneNumber)).status, 'open', 'an answer opens it');

    const refused = await campaigns.draft([leaving.phoneNumber]);
    assert.deepEqual(refused.leftOut, [{ index: 0, reason: 'opted_out' }]);
    const late = newPhone();
    const id = await campaigns.started(['573009999999', late.phoneNumber, staying.phoneNumber]);
    await admin.api.post('/opt-outs', { phoneNumber: late.phoneNumber }).expect(201);
    await until(got(staying, 'Hola cliente'));
    await until(state(id, ({ status }) => status === 'completed'));
    assert.deepEqual(
      (await campaigns.recipients(id)).map(({ status, reason }) => [status === 'skipped', reason]),
      [
        [true, 'not_on_whatsapp'],
        [true, 'opted_out'],
        [false, null],
      ],
    );
    assert.equal(late.chat(SHOP).length, 0);
  });

  it('honour the wish of somebody whose turn is still to come, whom no campaign has reached yet', async () => {
    const [first, leaving, last, stranger] = [newPhone(), newPhone(), newPhone(), newPhone()];
    const id = await campaigns.started(numbers([first, leaving, last]));
    await until(got(first, 'Hola cliente'));
    await stranger.sendText(SHOP, 'Baja');
    await leaving.sendText(SHOP, 'Baja');
    const { phoneNumber } = leaving;
    await socket.event('message:new', ({ conversation }) => conversation.contact.phoneNumber === phoneNumber);
    await until(shown(leaving, ({ text }) => text.startsWith('Listo')));
    await until(state(id, ({ status }) => status === 'completed'));
    const settled = (await campaigns.recipients(id)).map(({ status, reason }) => [status === 'skipped', reason]);
    assert.deepEqual(settled, [
      [false, null],
      [true, 'opted_out'],
      [false, null],
    ]);
    await until(got(last, 'Hola cliente'));
    assert.deepEqual(
      leaving.chat(SHOP).filter(({ text }) => text.startsWith('Hola')),
      [],
    );
    const { counts } = await campaigns.read(id);
    assert.deepEqual([counts.total, counts.pending, counts.skipped], [3, 0, 1]);
    assert.equal(stranger.chat(SHOP).length, 1, 'who is in none means something else');
  });

  it('pass over whoever wants no more at once, also while they are paused', async () => {
    const [first, leaving] = [newPhone(), newPhone()];
    const id = await campaigns.started(numbers([first, leaving]));
    await until(got(first, 'Hola cliente'));
    await campaigns.control(id, 'pause');
    await leaving.sendText(SHOP, 'Baja');
    await until(shown(leaving, ({ text }) => text.startsWith('Listo')));
    const { counts, status } = await campaigns.read(id);
    assert.deepEqual([status, counts.pending, counts.skipped], ['paused', 0, 1]);
    assert.equal((await campaigns.recipients(id))[1]?.reason, 'opted_out');
    await campaigns.control(id, 'resume');
    await until(state(id, (campaign) => campaign.status === 'completed'));
    assert.equal(leaving.chat(SHOP).filter(({ text }) => text.startsWith('Hola')).length, 0);
  });

  it('stop within one message when they are paused, and go on with whoever is next', async () => {
    const some = Array.from({ length: 4 }, newPhone);
    const id = await campaigns.started(numbers(some));
    await until(got(at(some, 0), 'Hola cliente'));
    await campaigns.control(id, 'pause');
    const { counts } = await campaigns.read(id);
    for (let step = 0; step < 20; step += 1) {
      time.pass(5 * SECOND);
      await admin.api.get('/auth/me');
    }
    assert.deepEqual((await campaigns.read(id)).counts.pending, counts.pending);
    await campaigns.control(id, 'resume');
    await until(state(id, ({ status }) => status === 'completed'));
    for (const phone of some) assert.equal(phone.chat(SHOP).length, 1);
  });

  it('let an answer in the chat go first', async () => {
    const some = Array.from({ length: 3 }, newPhone);
    const id = await campaigns.started(numbers(some));
    await until(got(at(some, 0), 'Hola cliente'));
    const conversation = await conversationOf(id);
    // While the line is away nothing can leave; then both are due.
    bench.lab.faults.refuseConnections = true;
    shop.cutCompanions();
    await until(state(id, ({ waiting }) => waiting?.for === 'line_down'));
    const message = { clientMessageId: 'chat-first-1', type: 'text', text: 'Ya te atiendo' };
    await admin.api.post(`/conversations/${conversation.id}/messages`, message).expect(202);
    const order: string[] = [];
    at(some, 0).onMessage(({ text }) => order.push(text));
    at(some, 1).onMessage(({ text }) => order.push(text));
    bench.lab.faults.refuseConnections = false;
    await until(got(at(some, 1), 'Hola cliente'));
    assert.deepEqual(order, ['Ya te atiendo', 'Hola cliente']);
    await until(state(id, ({ status }) => status === 'completed'));
  });

  it('say in the table when things happened as the clock of the company shows it', async () => {
    const phone = newPhone();
    const id = await campaigns.started([phone.phoneNumber]);
    await until(got(phone, 'Hola cliente'));
    await until(state(id, ({ status }) => status === 'completed'));
    const { body } = await admin.api.get<string>(`/bulk-campaigns/${id}/export.csv`).expect(200);
    const sent = body.split('\r\n')[1]?.split(',')[4] ?? '';
    const shown = (at: number) =>
      new Date(at).toLocaleString('sv-SE', { timeZone: TIME_ZONE, dateStyle: 'short', timeStyle: 'short' });
    const now = time.clock().getTime();
    const lately = Array.from({ length: 60 }, (_, minutes) => shown(now - minutes * 60_000));
    assert.ok(lately.includes(sent), sent);
  });

  it('keep quiet at night, and say until when', async () => {
    const phone = newPhone();
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, hour: '2-digit', minute: '2-digit' });
    const now = time.clock().getTime();
    const at = (hours: number) => format.format(now + hours * 3_600_000);
    const pace = { ...steady, quietHours: { from: at(-1), to: at(1) } };
    const id = await campaigns.started([phone.phoneNumber], { pace });
    const { campaign } = await state(id, ({ waiting }) => waiting?.for === 'quiet_hours');
    assert.equal(format.format(Date.parse(campaign?.waiting?.until ?? '')), at(1));
    assert.equal(phone.chat(SHOP).length, 0);
    await until(got(phone, 'Hola cliente'), 60 * SECOND);
    await until(state(id, ({ status }) => status === 'completed'));
  });

  it('wait for the next day when the day has had its share', async () => {
    const some = Array.from({ length: 2 }, newPhone);
    const { campaign: draft } = await campaigns.draft(numbers(some));
    // What was sent before counts too: the cap is the line's.
    await admin.api.patch(`/bulk-campaigns/${draft.id}`, { pace: { ...steady, perDay: 1 } }).expect(200);
    await campaigns.control(draft.id, 'start');
    const { campaign } = await state(draft.id, ({ waiting }) => waiting?.for === 'daily_cap');
    // Whoever looks is told at once how long it will take, not with the first message of tomorrow.
    const told = await until(
      socket.event('bulk:progress', (progress) => progress.campaignId === draft.id && progress.etaSeconds !== null),
    );
    assert.deepEqual([told.pause?.after, told.pause?.by, told.seq], [1, 'daily_cap', undefined]);
    time.pass(Date.parse(campaign?.waiting?.until ?? '') - time.clock().getTime() - SECOND);
    assert.equal(at(some, 0).chat(SHOP).length, 0);
    await until(got(at(some, 0), 'Hola cliente'));
    assert.equal(at(some, 1).chat(SHOP).length, 0);
    await admin.api.patch(`/bulk-campaigns/${draft.id}`, { pace: steady }).expect(200);
    await until(got(at(some, 1), 'Hola cliente'));
  });

  it('start when they were scheduled for', async () => {
    const phone = newPhone();
    const { campaign } = await campaigns.draft([phone.phoneNumber]);
    const at = new Date(time.clock().getTime() + 3_600_000).toISOString();
    assert.equal((await campaigns.control(campaign.id, 'start', { at })).status, 'scheduled');
    time.pass(3_500_000);
    assert.equal((await campaigns.read(campaign.id)).status, 'scheduled');
    await until(got(phone, 'Hola cliente'));
  });

  it('are never sent any more once they are cancelled', async () => {
    const some = Array.from({ length: 3 }, newPhone);
    const id = await campaigns.started(numbers(some));
    await until(got(at(some, 0), 'Hola cliente'));
    const { status, counts } = await campaigns.control(id, 'cancel');
    assert.deepEqual([status, counts.skipped, counts.pending], ['cancelled', 2, 0]);
    await admin.api.post(`/bulk-campaigns/${id}/resume`).expect(409);
  });

  it('ask WhatsApp about numbers no faster than they would be written to', async () => {
    const unknown = Array.from({ length: 6 }, (_, place) => `57300888000${String(place)}`);
    const id = await campaigns.started(unknown);
    await until(socket.event('bulk:progress', (told) => told.campaignId === id && told.skipped === 1));
    const { counts } = await campaigns.read(id);
    assert.ok(counts.pending >= 4, JSON.stringify(counts));
    await until(state(id, ({ status }) => status === 'completed'));
    assert.equal((await campaigns.read(id)).counts.skipped, 6);
  });

  it('hold up none of the others of a line while they wait', async () => {
    const [asleep, awake] = [newPhone(), newPhone()];
    const format = new Intl.DateTimeFormat('en-GB', { timeZone: TIME_ZONE, hour: '2-digit', minute: '2-digit' });
    const hour = (offset: number) => format.format(time.clock().getTime() + offset * 3_600_000);
    const quiet = { ...steady, quietHours: { from: hour(-1), to: hour(2) } };
    const waiting = await campaigns.started([asleep.phoneNumber], { pace: quiet });
    await state(waiting, (campaign) => campaign.waiting?.for === 'quiet_hours');
    await campaigns.started([awake.phoneNumber]);
    await until(got(awake, 'Hola cliente'));
    assert.equal(asleep.chat(SHOP).length, 0);
    await campaigns.control(waiting, 'cancel');
  });

  it('are refused a pace of another kind of line, and hours that never are quiet', async () => {
    const { campaign } = await campaigns.draft([newPhone().phoneNumber]);
    const fast = { ...steady, gapSeconds: { from: 0, to: 0 }, perMinute: 4_000 };
    await admin.api.patch(`/bulk-campaigns/${campaign.id}`, { pace: fast }).expect(400);
    const never = { ...steady, quietHours: { from: '21:00', to: '21:00' } };
    await admin.api.patch(`/bulk-campaigns/${campaign.id}`, { pace: never }).expect(400);
    await admin.api.delete(`/bulk-campaigns/${campaign.id}`).expect(204);
  });

  it('stop where they were to start on a line that is gone', async () => {
    const other = bench.lab.createPhone({ phoneNumber: '573001112299', name: 'Otra' });
    const line = await bench.link(admin, other);
    const { campaign } = await campaigns.draft([newPhone().phoneNumber], { sessionId: line });
    const startAt = new Date(time.clock().getTime() + 60 * SECOND).toISOString();
    await campaigns.control(campaign.id, 'start', { at: startAt });
    await admin.api.delete(`/whatsapp/sessions/${line}`).expect(204);
    await until(state(campaign.id, ({ status }) => status === 'stopped'));
    assert.equal((await campaigns.read(campaign.id)).stopped, 'line_gone');
  });

  it('take turns where several share a line', async () => {
    const [mine, yours] = [Array.from({ length: 3 }, newPhone), Array.from({ length: 3 }, newPhone)];
    const one = await campaigns.started(numbers(mine), { message: { text: 'uno' } });
    const other = await campaigns.started(numbers(yours), { message: { text: 'dos' } });
    await until(got(at(yours, 0), 'dos'));
    assert.equal(at(mine, 2).chat(SHOP).length, 0);
    await until(state(one, ({ status }) => status === 'completed'));
    await until(state(other, ({ status }) => status === 'completed'));
  });

  it('bring the same file to each, which stays as long as the campaign', async () => {
    const some = Array.from({ length: 2 }, newPhone);
    const bytes = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'teal' } })
      .png()
      .toBuffer();
    const picture = await upload(bench.application, admin, { bytes, type: 'image/png', name: 'oferta.png' });
    const message = { text: 'Para ti, {{nombre|vecino}}', mediaId: picture.id };
    const id = await campaigns.started(numbers(some), { message });
    for (const phone of some) await until(got(phone, 'Para ti, vecino'));
    await until(state(id, ({ status }) => status === 'completed'));
    const { lastMessage } = await conversationOf(id);
    assert.deepEqual([lastMessage?.type, lastMessage?.media?.fileName], ['image', 'oferta.png']);
    for (const phone of some) {
      const [line] = phone.chat(SHOP);
      assert.deepEqual(await phone.openFile(SHOP, line?.id ?? ''), bytes);
    }
  });

  it('are tried on one number, filled in as for the first recipient, which counts nowhere', async () => {
    const [mine, theirs] = [newPhone(), newPhone()];
    const { campaign } = await campaigns.draft([{ phoneNumber: theirs.phoneNumber, name: 'Rosa' }]);
    await admin.api.post(`/bulk-campaigns/${campaign.id}/test`, { phoneNumber: mine.phoneNumber }).expect(202);
    await got(mine, 'Hola Rosa');
    const { status, counts } = await campaigns.read(campaign.id);
    assert.deepEqual([status, counts.pending, counts.sent], ['draft', 1, 0]);
    await admin.api.post(`/bulk-campaigns/${campaign.id}/test`, { phoneNumber: '573009999999' }).expect(422);
    await admin.api.post(`/bulk-campaigns/${campaign.id}/test`, { phoneNumber: 'nadie' }).expect(400);
    await admin.api.delete(`/bulk-campaigns/${campaign.id}`).expect(204);
  });

  it('go to contacts by their stage and label', async () => {
    const [one, other] = [newPhone(), newPhone()];
    for (const phone of [one, other]) await phone.sendText(SHOP, 'Hola');
    const [first, second] = await Promise.all(
      [one, other].map(async ({ phoneNumber }) => {
        const { conversation } = await socket.event(
          'message:new',
          (news) => news.conversation.contact.phoneNumber === phoneNumber,
        );
        return conversation;
      }),
    );
    await admin.api.patch(`/contacts/${first?.contactId ?? ''}`, { stage: 'Cliente' }).expect(200);
    const { body: made } = await admin.api
      .post<{ label: { id: string } }>('/labels', { name: 'VIP', colour: 'teal' })
      .expect(201);
    await admin.api.patch(`/conversations/${second?.id ?? ''}`, { labels: [made.label.id] }).expect(200);
    const { campaign } = await campaigns.draft([]);
    const take = (choice: object) =>
      admin.api
        .post<{ added: number }>(`/bulk-campaigns/${campaign.id}/recipients/from-contacts`, { ...choice, consent })
        .expect(200);
    assert.equal((await take({ stages: ['Cliente'] })).body.added, 1);
    assert.equal((await take({ labels: [made.label.id] })).body.added, 1);
    const names = (await campaigns.recipients(campaign.id)).map(({ name }) => name);
    assert.deepEqual(names, [one.name, other.name]);
    await admin.api.delete(`/bulk-campaigns/${campaign.id}`).expect(204);
  });

  it('end for good by the words that a client has chosen', async () => {
    const rules = { words: ['chao pescao'], reply: 'Adiós' };
    await admin.api.put('/opt-outs/rules', { words: [], reply: '' }).expect(400);
    await admin.api.put('/opt-outs/rules', rules).expect(200);
    const [stranger, phone] = [newPhone(), newPhone()];
    const id = await campaigns.started([phone.phoneNumber]);
    await until(state(id, ({ status }) => status === 'completed'));
    await stranger.sendText(SHOP, 'Chao pescao');
    await phone.sendText(SHOP, 'BAJA');
    await phone.sendText(SHOP, '¡Chao, pescao!');
    await until(got(phone, 'Adiós'));
    await socket.event('settings:changed', ({ kind }) => kind === 'optOuts');
    const list = async () =>
      (await admin.api.get<{ items: { phoneNumber: string; word: string | null }[] }>('/opt-outs').expect(200)).body
        .items;
    assert.equal((await list()).find(({ phoneNumber }) => phoneNumber === phone.phoneNumber)?.word, 'chao pescao');
    assert.ok(
      (await list()).every(({ phoneNumber }) => phoneNumber !== stranger.phoneNumber),
      'who never got any',
    );
    assert.equal(stranger.chat(SHOP).length, 1);
    await admin.api.delete(`/opt-outs/+${phone.phoneNumber}`).expect(204);
    await admin.api.delete(`/opt-outs/${phone.phoneNumber}`).expect(404);
    assert.ok((await list()).every(({ phoneNumber }) => phoneNumber !== phone.phoneNumber));
  });

  it('stop at the first word that WhatsApp restricts the number', async () => {
    const some = Array.from({ length: 3 }, newPhone);
    bench.lab.faults.refuse.set(at(some, 0).phoneNumber, 463);
    const id = await campaigns.started(numbers(some));
    await until(state(id, ({ status }) => status === 'stopped'));
    const { stopped, counts } = await campaigns.read(id);
    assert.deepEqual([stopped, counts.failed, counts.pending], ['restricted', 1, 2]);
    const told = await socket.event('system:message', ({ params }) => params['campaignId'] === id);
    assert.deepEqual([told.level, told.params['reason']], ['error', 'restricted']);
    await campaigns.control(id, 'cancel');
  });

  it('go on to the exact recipient after a restart', async () => {
    const some = Array.from({ length: 4 }, newPhone);
    const id = await campaigns.started(numbers(some));
    await until(got(at(some, 0), 'Hola cliente'));
    await bench.restart();
    admin = await bench.application.signIn(admin.email, admin.password);
    campaigns = new CampaignBench(admin, campaigns.sessionId);
    socket = await bench.application.socket(admin);
    await until(got(at(some, 3), 'Hola cliente'));
    for (const phone of some) assert.equal(phone.chat(SHOP).length, 1);
    assert.equal((await allMessages(admin, (await conversationOf(id)).id)).length, 1);
  });

  it('stop when WhatsApp closes the line in a way that hints at a ban', async () => {
    const some = Array.from({ length: 3 }, newPhone);
    const id = await campaigns.started(numbers(some));
    await until(got(at(some, 0), 'Hola cliente'));
    shop.closeCompanions(403);
    await until(state(id, ({ status }) => status === 'stopped'));
    assert.equal((await campaigns.read(id)).stopped, 'banned');
    assert.equal(at(some, 2).chat(SHOP).length, 0);
  });

  it('are handed out as CSV whose cells run nothing', async () => {
    const { campaign } = await campaigns.draft([
      { phoneNumber: '573002000001', name: '=HYPERLINK("x")', variables: { ciudad: 'Bogotá, D.C.', nombre: 'x' } },
    ]);
    const { body, headers } = await admin.api.get<string>(`/bulk-campaigns/${campaign.id}/export.csv`).expect(200);
    assert.match(headers.get('content-disposition') ?? '', /Ofertas\.csv/);
    assert.deepEqual(body.split('\r\n').slice(0, 2), [
      'Teléfono,Nombre,Estado,Motivo,Enviado,Respondió,Pidió la baja,ciudad',
      '(+57) 300 2000001,"\'=HYPERLINK(""x"")",pendiente,,,,,"Bogotá, D.C."',
    ]);
  });

  it('are nothing to another client', async () => {
    const { campaign } = await campaigns.draft(['573002000001']);
    const other = await bench.application.createClient('other');
    for (const path of ['', '/recipients', '/reasons', '/export.csv'])
      await other.api.get(`/bulk-campaigns/${campaign.id}${path}`).expect(404);
    for (const what of ['start', 'pause', 'resume', 'cancel', 'retry-failed'])
      await other.api.post(`/bulk-campaigns/${campaign.id}/${what}`, {}).expect(404);
    assert.equal((await other.api.get<{ items: unknown[] }>('/bulk-campaigns').expect(200)).body.items.length, 0);
  });
});
