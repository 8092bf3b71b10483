import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { BotCondition, BotPreview, BotPreviewRequest, BotPreviewResponse, BotRule } from '#contract/bot';
import { USUAL_HUMANIZER } from '#contract/bot-pace';
import type { Problem } from '#contract/http';
import { startTestApplication, type TestApplication, type TestUser } from '../support/index.ts';
import { botWith, ruleSaying } from './bot-bodies.ts';

/** A Friday, 10:00 in Mexico City. */
const MORNING = '2026-11-27T16:00:00.000Z';
const EVENING = '2026-11-28T03:00:00.000Z';

type Message = BotPreviewRequest['messages'][number];
const contact = (text: string, at?: string): Message => ({ from: 'contact', text, ...(at !== undefined && { at }) });
const bot = (text: string, at?: string): Message => ({ from: 'bot', text, ...(at !== undefined && { at }) });
const team = (text: string, at?: string): Message => ({ from: 'team', text, ...(at !== undefined && { at }) });
const secondsAfter = (time: string, seconds: number) => new Date(Date.parse(time) + seconds * 1_000).toISOString();

describe('The preview of a bot', () => {
  let application: TestApplication;
  let admin: TestUser;

  before(async () => {
    application = await startTestApplication();
    admin = await application.createClient('acme');
  });
  after(() => application.stop());

  const preview = async (
    rules: readonly BotRule[],
    messages: readonly (Message | string)[],
    given: Partial<BotPreviewRequest> = {},
  ): Promise<BotPreview> => {
    const said = messages.map((one) => (typeof one === 'string' ? contact(one) : one));
    const body = { bot: botWith(rules), messages: said, at: MORNING, ...given };
    return (await admin.api.post<BotPreviewResponse>('/bot/preview', body).expect(200)).body.preview;
  };
  const when = (condition: BotCondition, text = 'sí') => ruleSaying(text, { when: condition });
  const fits = async (condition: BotCondition, ...messages: (Message | string)[]) =>
    (await preview([when(condition)], messages)).silence === null;

  it('finds words as words of their own, however they are written', async () => {
    const prices: BotCondition = { kind: 'keyword', words: ['precio', 'lista de precios', '💰'] };
    assert.equal(await fits(prices, '¿Me das el PRECIO?'), true);
    assert.equal(await fits(prices, 'lista  de\nprecios, por favor'), true);
    assert.equal(await fits(prices, 'hola💰'), true);
    assert.equal(await fits(prices, 'depreciosa'), false);
    assert.equal(await fits({ kind: 'keyword', words: ['cotización'] }, 'quiero una cotizacion'), true);
  });

  it('finds a phrase within a message, or as all of it', async () => {
    assert.equal(
      await fits({ kind: 'phrase', phrase: 'están abiertos', whole: false }, 'Hola, ¿Estan  abiertos hoy?'),
      true,
    );
    const whole = { kind: 'phrase', phrase: 'hola', whole: true } as const;
    assert.equal(await fits(whole, '¡Hola!'), true);
    assert.equal(await fits(whole, 'hola, una pregunta'), false);
    const thumb = { kind: 'phrase', phrase: '👍', whole: true } as const;
    assert.equal(await fits(thumb, ' 👍 '), true);
    // As a picture without words is.
    assert.equal(await fits(thumb, ''), false);
    assert.equal(await fits(thumb, '?'), false);
  });

  it('fills the reply with what a regular expression captured, and with the name or what stands for it', async () => {
    const order = ruleSaying('{{nombre|Hola}}: busco el pedido {{1}} de {{Ciudad}}', {
      when: { kind: 'pattern', pattern: 'pedido\\s+(\\d+)' },
    });
    const nameless = await preview([order], ['mi PEDIDO  1234?'], { contact: { variables: { ciudad: '' } } });
    assert.equal(nameless.reply?.text, 'Hola: busco el pedido 1234 de');
    const known = { name: 'Ana', variables: { ciudad: 'Cali' } };
    assert.equal(
      (await preview([order], ['pedido 7'], { contact: known })).reply?.text,
      'Ana: busco el pedido 7 de Cali',
    );
  });

  it('takes linear time for a pattern that would take others for ever', async () => {
    const began = performance.now();
    assert.equal(await fits({ kind: 'pattern', pattern: '(a+)+$' }, `${'a'.repeat(1_900)}!`), false);
    assert.ok(performance.now() - began < 2_000);
  });

  it('tells the first message from later ones, and takes those that nobody has answered together', async () => {
    const first = { kind: 'first_message' } as const;
    assert.equal(await fits(first, 'hola'), true);
    assert.equal(await fits(first, 'hola', 'quiero algo'), true);
    assert.equal(await fits(first, 'hola', bot('¿Qué tal?'), 'quiero algo'), false);
    assert.equal(await fits(first, team('Le escribimos por su pedido'), 'hola'), true);
    assert.equal(await fits({ kind: 'keyword', words: ['precio'] }, 'el precio', '¿hola?'), true);
    assert.equal(await fits({ kind: 'keyword', words: ['precio'] }, 'el precio', bot('10'), 'gracias'), false);
  });

  it('knows when nobody is there: at night, on a day off, on a holiday', async () => {
    const outside = [when({ kind: 'outside_hours' })];
    const silence = async (at: string, given: object = {}) =>
      (await preview(outside, ['hola'], { at, ...given })).silence;
    assert.equal(await silence(MORNING), 'no_rule');
    assert.equal(await silence(EVENING), null);
    assert.equal(await silence('2026-11-29T16:00:00.000Z'), null, 'a Sunday');
    const { hours } = botWith([]);
    const holidays = [{ day: '2026-11-27', name: 'Viernes negro' }];
    assert.equal(await silence(MORNING, { bot: botWith(outside, { hours: { ...hours, holidays } }) }), null);
  });

  it('takes the first rule in order that is on and fits, with all it does', async () => {
    const off = ruleSaying('nunca', { enabled: false });
    const greeting = ruleSaying('saludo', {
      when: { kind: 'keyword', words: ['hola'] },
      actions: [{ kind: 'hand_over' }],
    });
    const rules = [off, greeting, ruleSaying('otro')];
    const { ruleId, reply, actions } = await preview(rules, ['hola']);
    assert.deepEqual(
      { ruleId, reply, actions },
      { ruleId: greeting.id, reply: { text: 'saludo' }, actions: [{ kind: 'hand_over' }] },
    );
    assert.equal((await preview(rules, ['adiós'])).reply?.text, 'otro');
    assert.equal((await preview([off], ['hola'])).silence, 'no_rule');
    const quiet = ruleSaying('', { id: 'quiet', reply: null, actions: [{ kind: 'note', text: 'Mirar' }] });
    const done = await preview([quiet], ['hola']);
    assert.deepEqual([done.silence, done.reply, done.typingMs], [null, null, 0]);
  });

  it('says how long it reads and types, longer for more', async () => {
    const paced = (text: string) => ({ bot: botWith([ruleSaying(text)], { humanizer: USUAL_HUMANIZER }) });
    const short = await preview([], ['hola'], paced('ok'));
    const long = await preview([], ['hola '.repeat(30)], paced('Claro que sí. '.repeat(5)));
    assert.deepEqual([short.readingMs, short.typingMs], [1_000, 1_500]);
    assert.deepEqual([long.readingMs, long.typingMs], [5_000, 11_500]);
    assert.deepEqual((await preview([], ['hola'], paced('x'.repeat(4_000)))).typingMs, 20_000);
  });

  it('keeps silent after a person, too soon, too often, and about what is old', async () => {
    const limits = { cooldownSeconds: 30, repliesPerDay: 2, quietMinutes: 60, oldestMinutes: 15 };
    const limited = { bot: botWith([ruleSaying('sí')], { limits }) };
    const silence = async (...said: Message[]) => (await preview([], said, limited)).silence;
    const ago = (seconds: number) => secondsAfter(MORNING, -seconds);
    assert.equal(await silence(team('Ya le atiendo', ago(3_500)), contact('gracias', ago(1))), 'person');
    assert.equal(await silence(team('Ya le atiendo', ago(3_700)), contact('gracias', ago(1))), null);
    assert.equal(await silence(bot('sí', ago(20)), contact('otra', ago(1))), 'cooldown');
    assert.equal(await silence(bot('sí', ago(40)), contact('otra', ago(1))), null);
    assert.equal(
      await silence(bot('1', ago(90)), contact('a', ago(80)), bot('2', ago(70)), contact('b', ago(1))),
      'cap',
    );
    assert.equal(await silence(contact('hola', ago(1_000))), 'old');
  });

  it('notices another bot by answers that come at once, or are the same again and again', async () => {
    const talk = (text: (turn: number) => string, seconds: number) =>
      Array.from({ length: 5 }, (_, turn) => {
        const asked = secondsAfter(MORNING, -600 + turn * 60);
        return [bot('¿Algo más?', asked), contact(text(turn), secondsAfter(asked, seconds))];
      }).flat();
    const silence = async (said: Message[]) => (await preview([ruleSaying('sí')], said)).silence;
    assert.equal(await silence(talk((turn) => `respuesta ${String(turn)}`, 1)), 'loop');
    assert.equal(await silence(talk((turn) => `respuesta ${String(turn)}`, 20)), null);
    assert.equal(await silence(talk(() => 'Gracias por escribirnos', 20)), 'loop');
    const [asked, answered, ...rest] = talk(() => 'Gracias por escribirnos', 20);
    assert.ok(asked && answered);
    const withTeam = [...rest.slice(0, 4), team('Hola', secondsAfter(MORNING, -4_000)), ...rest.slice(4)];
    assert.equal(await silence(withTeam), null, 'a person was in between');
  });

  it('is silent once the conversation was handed over, whatever its rules', async () => {
    const rules = [ruleSaying('Te paso con alguien', { actions: [{ kind: 'hand_over' }] })];
    const said = [contact('una persona'), bot('Te paso con alguien'), contact('¿hola?')];
    const silent = await preview(rules, said, { botEnabled: false });
    assert.deepEqual([silent.silence, silent.reply, silent.actions], ['off', null, []]);
    assert.equal((await preview(rules, said)).silence, null);
  });

  it('answers what it has not dealt with yet, as in a conversation, where a rule said nothing', async () => {
    const quiet = ruleSaying('', {
      when: { kind: 'keyword', words: ['precio'] },
      reply: null,
      actions: [{ kind: 'note', text: 'Mirar' }],
    });
    const rules = [quiet, ruleSaying('¡Hola!', { id: 'first', when: { kind: 'first_message' } })];
    assert.equal((await preview(rules, ['el precio'])).ruleId, quiet.id);
    assert.equal((await preview(rules, ['el precio', 'gracias'], { since: 1 })).silence, 'no_rule');
    const refused = { bot: botWith(rules), messages: [contact('a'), bot('b'), contact('c')] };
    await admin.api.post('/bot/preview', { ...refused, since: 3 }).expect(400);
    await admin.api.post('/bot/preview', { ...refused, since: 1 }).expect(400);
  });

  it('says once that nobody is there, until somebody has been', async () => {
    const outside = [when({ kind: 'outside_hours' })];
    const silence = async (at: string) =>
      (await preview(outside, ['hola', bot('sí'), 'hola?'], { at, awayAt: EVENING })).silence;
    assert.equal(await silence(secondsAfter(EVENING, 3_600)), 'away');
    assert.equal(await silence(secondsAfter(EVENING, 86_400)), null);
  });

  it('is an admin’s, changes nothing, and says which rule is wrong', async () => {
    const agent = await application.createUser(admin, 'Ana');
    const body = {
      bot: botWith([ruleSaying('x', { when: { kind: 'pattern', pattern: '(' } })]),
      messages: [contact('hola')],
    };
    await agent.api.post('/bot/preview', body).expect(403);
    const { body: problem } = await admin.api.post<Problem>('/bot/preview', body).expect(400);
    assert.deepEqual(
      problem.errors?.map(({ path }) => path),
      ['bot.rules.0.when.pattern'],
    );
    await admin.api.post('/bot/preview', { ...body, messages: [contact('hola'), bot('sí')] }).expect(400);
    const { body: read } = await admin.api.get<{ bot: { version: number } }>('/bot').expect(200);
    assert.equal(read.bot.version, 0);
  });
});
