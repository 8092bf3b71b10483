import { BotScreen } from '../testing/bot-screen';

describe('the pace of the bot', () => {
  let screen: BotScreen;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    spyOn(Math, 'random').and.returnValue(0.5);
    screen = new BotScreen();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    screen.server.verify();
  });

  it('is shown in real time, as it stands in the fields', async () => {
    await screen.openWith({}, 'pace');
    await screen.type('Lee', '20');
    await screen.type('Escribe', '10');
    expect(screen.noteOf('Escribe')).toBe('Unas 100 palabras por minuto');
    await screen.click('Ver en tiempo real');
    const preview = () => screen.text('app-typing-preview');
    expect(preview()).toContain('Leyendo el mensaje…');

    // 41 characters at 20 a second.
    jasmine.clock().tick(2_049);
    await screen.settled();
    expect(preview()).toContain('Leyendo el mensaje…');
    jasmine.clock().tick(1);
    await screen.settled();
    expect(preview()).toContain('Escribiendo…');
    jasmine.clock().tick(10_200);
    await screen.settled();
    expect(preview()).toContain('¡Hola! Hoy estamos hasta las 18:00.');
    expect(preview()).toContain('Leyó durante 2.1 s');

    await screen.type('Escribe', '5');
    expect(preview()).toContain('Con el ritmo de arriba');
  });

  it('has bounds, which are said beside the field', async () => {
    await screen.openWith({}, 'pace');
    await screen.type('Escribe', '500');
    expect(screen.errorsOf('Escribe')).toEqual(['Usa un número de 1 a 50.']);
    await screen.type('Escribe', '');
    expect(screen.errorsOf('Escribe')).toEqual(['Usa un número de 1 a 50.']);
    await screen.type('Leer dura entre: mínimo, en segundos', '9');
    expect(screen.errorsOf('Leer dura entre: mínimo, en segundos')).toEqual(['El mínimo no puede pasar del máximo.']);
    await screen.click('Guardar');
    expect(screen.text('app-save-bar')).toContain('Hay algo que corregir antes de guardar: 2.');

    await screen.type('Escribe', '8.5');
    await screen.type('Leer dura entre: mínimo, en segundos', '2');
    await screen.type('Variación al azar', '25');
    await screen.click('Guardar');
    const { humanizer } = await screen.saved();
    expect(humanizer).toEqual(
      jasmine.objectContaining({ typingSpeed: 8.5, spread: 0.25, readingSeconds: { from: 2, to: 8 } }),
    );
  });

  it('can be none', async () => {
    await screen.openWith({}, 'pace');
    screen.field('Escribir como una persona').click();
    await screen.settled();
    expect(screen.text()).toContain('Contesta al instante.');
    await screen.click('Ver en tiempo real');
    jasmine.clock().tick(1);
    await screen.settled();

    expect(screen.text('app-typing-preview')).toContain('Leyó durante 0 s');
  });
});
