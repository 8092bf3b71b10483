import { until } from '../tabs/testing/until';
import { BotScreen } from './testing/bot-screen';
import { aBot, aRule, botTurned } from './testing/a-bot';

describe('the screen of the bot', () => {
  let screen: BotScreen;

  beforeEach(() => {
    screen = new BotScreen();
  });

  afterEach(() => {
    screen.server.verify();
  });

  const rules = [aRule('r1', { name: 'Precios' }), aRule('r2', { name: 'Envíos' })];

  it('turns the bot on and off at once, whatever is being changed', async () => {
    await screen.openWith({ enabled: false, rules });
    await screen.openRule(1);
    await screen.type('Respuesta', 'Cuesta 30.');
    screen.field('Respuestas automáticas').click();
    await screen.settled();
    const sent = screen.server.expectOne({ method: 'PATCH', url: '/api/bot' });
    expect(sent.request.body).toEqual({ enabled: true });
    sent.flush({ bot: aBot({ rules, enabled: true }), epoch: 'e1', seq: 7 });
    await screen.settled();
    screen.server.expectOne({ method: 'GET', url: '/api/bot' }).flush({ bot: aBot({ rules }), epoch: 'e1', seq: 7 });
    await screen.settled();
    expect(screen.field('Respuestas automáticas').checked).toBeTrue();

    screen.realtime.emit('bot_status_changed', botTurned(false, 8));
    await screen.settled();
    expect(screen.field('Respuestas automáticas').checked).toBeFalse();
    expect(screen.field('Respuesta').value).toBe('Cuesta 30.');
  });

  it('saves what was changed, of the version it was made from', async () => {
    await screen.openWith({ rules });
    expect(screen.text()).not.toContain('Guardar');
    await screen.openRule(1);
    await screen.type('Respuesta', 'Cuesta 30.');
    expect(screen.text('app-save-bar')).toContain('Hay cambios sin guardar');
    await screen.click('Guardar');
    const request = await screen.saved();

    expect(request.version).toBe(3);
    expect(request.rules[0]?.reply).toEqual({ text: 'Cuesta 30.' });
    expect(request.enabled).toBeUndefined();
    expect(screen.notices.success).toHaveBeenCalledOnceWith('bot.save.saved');
    expect(screen.text('app-save-bar')).toBe('');
  });

  it('gives up what was changed', async () => {
    await screen.openWith({ rules });
    await screen.openRule(1);
    await screen.type('Respuesta', 'Cuesta 30.');
    await screen.click('Descartar cambios');

    expect(screen.field('Respuesta').value).toBe('Cuesta 20.');
  });

  it('asks before it is left with changes', async () => {
    await screen.openWith({ rules });
    await screen.openRule(1);
    await screen.click('Quitar');
    void screen.go('/elsewhere');
    await until(() => screen.text('app-confirm-dialog') !== '');
    expect(screen.text('app-confirm-dialog')).toContain('¿Descartar los cambios?');
    await screen.click('Cancelar');

    expect(screen.url).toBe('/bot/rules');
  });

  it('goes from section to section without a question, and nothing is lost', async () => {
    await screen.openWith({ rules });
    await screen.openRule(1);
    await screen.type('Respuesta', 'Cuesta 30.');
    await screen.goTo('Límites');
    await screen.type('Respuestas por conversación y día, como mucho', '12');
    await screen.goTo('Reglas');
    expect(screen.field('Respuesta').value).toBe('Cuesta 30.');
    await screen.click('Guardar');

    expect((await screen.saved()).limits.repliesPerDay).toBe(12);
  });

  it('says what is missing when it is to be saved, and leads there', async () => {
    await screen.openWith({ rules });
    await screen.click('Añadir regla');
    await screen.goTo('Límites');
    expect(screen.text('nav')).toBe('Reglas Primer mensaje Horario Ritmo Límites IA');
    await screen.click('Guardar');
    await until(() => screen.url === '/bot/rules');
    await screen.settled();

    expect(screen.text('nav')).toContain('Reglas 2 2 por corregir');
    expect(screen.errorsOf('Palabras')).toEqual(['Escribe al menos una palabra.']);
    expect(screen.errorsOf('Respuesta')).toEqual(['Escribe la respuesta o adjunta un archivo.']);
    expect(document.activeElement).toBe(screen.field('Palabras'));
  });

  it('says beside its field what the server refuses, wherever the rule is moved, until it is changed', async () => {
    await screen.openWith({ rules: [aRule('r0'), aRule('r1', { when: { kind: 'pattern', pattern: '[[:foo:]]' } })] });
    await screen.openRule(2);
    await screen.type('Respuesta', 'Otra.');
    await screen.click('Guardar');
    await screen.refused([{ path: 'rules.1.when.pattern', message: 'invalid character class range' }]);
    const refused = [
      'El bot no puede usar esta expresión regular: es demasiado grande, o nombra una clase de caracteres que no existe.',
    ];
    expect(screen.errorsOf('Expresión regular')).toEqual(refused);
    await screen.click('Subir');
    expect(screen.errorsOf('Expresión regular')).toEqual(refused);

    await screen.type('Expresión regular', '(a)');
    expect(screen.errorsOf('Expresión regular')).toEqual([]);
  });

  describe('while a colleague saves it too', () => {
    const theirs = [aRule('r1', { name: 'Precios', reply: { text: 'Cuesta 25.' } })];

    it('shows it at once where nothing was changed here', async () => {
      await screen.openWith({ rules });
      await screen.colleagueSaves({ rules: theirs }, 9);

      expect(screen.names()).toEqual(['1. Precios']);
      expect(screen.text('app-save-bar')).toBe('');
    });

    it('puts both together where they changed different things, and says so', async () => {
      await screen.openWith({ rules }, 'limits');
      await screen.type('Respuestas por conversación y día, como mucho', '12');
      await screen.colleagueSaves({ rules: theirs }, 9);
      expect(screen.text('app-save-bar')).toContain('alguien guardó cambios: Reglas');
      await screen.click('Guardar');
      const request = await screen.saved();

      expect(request.version).toBe(9);
      expect(request.rules).toEqual(theirs);
      expect(request.limits.repliesPerDay).toBe(12);
    });

    it('asks which counts where both changed the same, and keeps what was written here until then', async () => {
      await screen.openWith({ rules });
      await screen.openRule(1);
      await screen.type('Respuesta', 'Cuesta 30.');
      await screen.colleagueSaves({ rules: theirs }, 9);
      expect(screen.text('app-save-bar')).toContain('alguien guardó otros cambios en lo mismo: Reglas');
      expect(screen.field('Respuesta').value).toBe('Cuesta 30.');
      await screen.click('Quedarme con lo mío');
      await screen.click('Guardar');
      const request = await screen.saved();

      expect(request.version).toBe(9);
      expect(request.rules[0]?.reply?.text).toBe('Cuesta 30.');
    });

    it('takes what the colleague saved where that is chosen', async () => {
      await screen.openWith({ rules });
      await screen.openRule(1);
      await screen.type('Respuesta', 'Cuesta 30.');
      await screen.colleagueSaves({ rules: theirs }, 9);
      await screen.click('Quedarme con lo suyo');

      expect(screen.names()).toEqual(['1. Precios']);
      expect(screen.field('Respuesta').value).toBe('Cuesta 25.');
      expect(screen.text('app-save-bar')).toBe('');
    });

    it('hears of it when the server refuses, and loses nothing', async () => {
      await screen.openWith({ rules }, 'limits');
      await screen.type('Respuestas por conversación y día, como mucho', '12');
      await screen.click('Guardar');
      screen.server
        .expectOne({ method: 'PUT', url: '/api/bot' })
        .flush({ type: 'conflict', title: 'Conflict', status: 409 }, { status: 409, statusText: 'Conflict' });
      await screen.settled();
      expect(screen.text('app-save-bar')).toContain('Alguien guardó el bot antes que tú.');
      await screen.colleagueSaves({ rules: theirs }, 9);

      expect(screen.field('Respuestas por conversación y día, como mucho').value).toBe('12');
    });
  });
});
