import type { BotPreview, BotPreviewRequest } from '#contract/bot';
import { aRule } from '../testing/a-bot';
import { BotScreen } from '../testing/bot-screen';

describe('trying the bot', () => {
  let screen: BotScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate(new Date('2026-11-20T19:30:00.000Z'));
    screen = new BotScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  const rules = [
    aRule('r1', { name: 'Envíos', when: { kind: 'keyword', words: ['envío'] } }),
    aRule('r2', { name: 'Ofertas', enabled: false }),
    aRule('r3', { name: 'Precios', actions: [{ kind: 'hand_over' }] }),
    aRule('r4', { name: 'Todo', when: { kind: 'any' } }),
  ];
  const answer: BotPreview = {
    silence: null,
    by: 'rule',
    responderFault: null,
    ruleId: 'r3',
    reply: { text: 'Cuesta *20*, Luz.' },
    actions: [{ kind: 'hand_over' }],
    readingMs: 1_000,
    typingMs: 3_000,
  };
  const silent: BotPreview = {
    ...answer,
    silence: 'no_rule',
    by: null,
    ruleId: null,
    reply: null,
    actions: [],
    readingMs: 0,
    typingMs: 0,
  };

  async function write(text: string): Promise<void> {
    await screen.type('Escribe como un contacto', text);
    screen.button('Enviar').form?.requestSubmit();
    await screen.settled();
  }
  async function answered(preview: BotPreview): Promise<BotPreviewRequest> {
    const [asked] = screen.server.match('/api/bot/preview').filter(({ cancelled }) => !cancelled);
    if (!asked) throw new Error('Nobody asked.');
    asked.flush({ preview });
    await screen.settled();
    return asked.request.body as BotPreviewRequest;
  }
  async function pass(milliseconds: number): Promise<void> {
    jasmine.clock().tick(milliseconds);
    await screen.settled();
  }
  const log = () => screen.text('.log');

  it('asks the server with what is not saved yet, and shows the pauses in real time', async () => {
    await screen.openWith({ rules });
    await screen.openRule(3);
    await screen.type('Respuesta', 'Cuesta *20*, {{nombre}}.');
    await screen.type('Quien escribe', 'Luz');
    await write('¿Qué precio tiene?');
    const request = await answered(answer);
    expect(request.bot.rules[2]?.reply?.text).toBe('Cuesta *20*, {{nombre}}.');
    expect(request.messages).toEqual([{ from: 'contact', text: '¿Qué precio tiene?' }]);
    expect(request.contact.name).toBe('Luz');
    expect(request.at).toBeUndefined();

    expect(log()).toContain('Leyendo…');
    await pass(1_000);
    expect(log()).toContain('Escribiendo…');
    await pass(3_000);
    expect(log()).toContain('Bot: Cuesta 20 , Luz.');
    expect(log()).toContain('Contestó la regla 3, «Precios». Tardaría 4 s. Pasa a una persona');
    expect(screen.text('details')).toBe(
      'Por qué no las demás Envíos: no coincide. Si dice: envío. Ofertas: está apagada. Todo: no se leyó; contestó antes otra.',
    );
  });

  it('begins anew with a message that comes meanwhile, and answers both once', async () => {
    await screen.openWith({ rules });
    await write('Hola');
    await answered(answer);
    await pass(2_000);
    await write('¿precio?');
    const request = await answered(answer);
    expect(request.messages.map(({ text }) => text)).toEqual(['Hola', '¿precio?']);
    expect(request.since).toBe(0);
    expect(log()).toContain('el bot lee los 2 mensajes y contesta una sola vez');
    await pass(2_500);
    expect(log()).not.toContain('Contestó');
    await screen.click('No esperar');
    expect(log().match(/Contestó/g)?.length).toBe(1);

    await write('¿Y el envío?');
    const last = await answered(silent);
    expect(last.messages.map(({ from }) => from)).toEqual(['contact', 'contact', 'bot', 'contact']);
    expect(log()).toContain('El bot no contesta: ninguna regla coincide.');
    expect(log().match(/una sola vez/g)?.length).toBe(1);
  });

  it('is silent after it has handed over, says so, and begins anew where that is wanted', async () => {
    await screen.openWith({ rules });
    // Where there is no room for both, the keyboard gets nowhere else.
    await screen.click('Probar el bot');
    await write('¿precio?');
    expect((await answered(answer)).botEnabled).toBeTrue();
    await screen.click('No esperar');
    expect(screen.text('.log .off')).toContain('La conversación pasó a una persona');

    await write('¿Hola?');
    expect((await answered({ ...silent, silence: 'off' })).botEnabled).toBeFalse();
    expect(log()).toContain('El bot no contesta: está apagado en esta conversación.');
    screen.page.querySelector<HTMLElement>('.log .off button')?.click();
    await screen.settled();
    expect(document.activeElement).toBe(screen.field('Escribe como un contacto'));

    await write('¿Hola?');
    expect((await answered(silent)).botEnabled).toBeTrue();
    expect(screen.page.querySelector('.log .off')).toBeNull();
  });

  it('does not answer again what it has dealt with without a word, nor says twice that nobody is there', async () => {
    await screen.openWith({ rules: [...rules, aRule('r5', { when: { kind: 'outside_hours' } })] });
    await write('¿precio?');
    await answered({ ...answer, reply: null, actions: [], readingMs: 0, typingMs: 0 });
    await pass(1);
    await write('gracias');
    const next = await answered({ ...answer, ruleId: 'r5', actions: [], readingMs: 0, typingMs: 0 });
    expect([next.messages.length, next.since]).toEqual([2, 1]);
    expect(next.awayAt).toBeUndefined();
    await pass(1);

    await write('¿Nadie?');
    expect((await answered(silent)).awayAt).toBe('2026-11-20T19:30:00.001Z');
  });

  it('says where a language model answered, and why it did not', async () => {
    await screen.openWith({ rules });
    await write('¿Hacen envíos?');
    await answered({ ...answer, by: 'responder', ruleId: null, actions: [], readingMs: 0, typingMs: 0 });
    await pass(1);
    expect(log()).toContain('Contestó la IA.');
    expect(screen.page.querySelector('details')).toBeNull();

    await write('¿precio?');
    await answered({ ...answer, responderFault: 'timeout', readingMs: 0, typingMs: 0 });
    await pass(1);
    expect(log()).toContain('La IA no contestó: tardó demasiado. Contestó la regla 3, «Precios».');
  });

  it('empties its field, though it was written and sent before anything was drawn', async () => {
    await screen.openWith({ rules });
    const field = screen.field('Escribe como un contacto');
    field.value = 'Hola';
    field.dispatchEvent(new Event('input'));
    field.form?.requestSubmit();
    await screen.settled();
    await answered(silent);

    expect(field.value).toBe('');
  });

  it('is as if it were another moment, by the clocks of the client', async () => {
    await screen.openWith({ rules });
    await screen.type('Como si fuera', '2026-11-22T03:00');
    await write('Hola');

    expect((await answered(silent)).at).toBe('2026-11-22T08:00:00.000Z');
  });

  it('leaves out rules that are not finished, and says so', async () => {
    await screen.openWith({ rules });
    await screen.click('Añadir regla');
    await write('¿precio?');
    const request = await answered(silent);

    expect(request.bot.rules.length).toBe(4);
    expect(screen.text('details')).toContain('Si dice: …: está sin terminar.');
  });

  it('says beside its field what the server refuses', async () => {
    await screen.openWith({ rules: [aRule('r1', { when: { kind: 'pattern', pattern: '[[:foo:]]' } })] });
    await screen.openRule(1);
    await write('Hola');
    screen.server.expectOne('/api/bot/preview').flush(
      {
        type: 'bad-request',
        status: 400,
        errors: [{ path: 'bot.rules.0.when.pattern', message: 'invalid character class range' }],
      },
      { status: 400, statusText: 'Bad Request' },
    );
    await screen.settled();

    expect(log()).toContain('Corrige primero lo que está marcado.');
    expect(screen.noteOf('Expresión regular')).toContain('El bot no puede usar esta expresión regular');
  });

  it('does not ask where anything but a rule is wrong', async () => {
    await screen.openWith({ rules }, 'pace');
    await screen.type('Escribe', '500');
    await write('Hola');

    screen.server.expectNone('/api/bot/preview');
    expect(log()).toContain('Corrige primero lo que está marcado.');
  });

  it('forgets all of it', async () => {
    await screen.openWith({ rules });
    await write('Hola');
    await answered(answer);
    await screen.click('Empezar de nuevo');
    await pass(10_000);

    expect(log()).toContain('Escribe como lo haría un contacto');
    expect(log()).not.toContain('Contestó');
  });
});
