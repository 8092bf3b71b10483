import { aBot } from '../testing/a-bot';
import { BotScreen } from '../testing/bot-screen';

describe('the language model of the bot', () => {
  let screen: BotScreen;

  beforeEach(() => {
    screen = new BotScreen();
  });

  afterEach(() => {
    screen.server.verify();
  });

  const url = 'https://ai.example/v1';
  const { responder } = aBot();
  const withKey = {
    ...responder,
    enabled: true,
    url,
    model: 'condor-1',
    hasKey: true,
    today: { asked: 12, failed: 1 },
  };

  async function open(known = responder): Promise<void> {
    await screen.openWith({ responder: known }, 'ai');
    await screen.answerReads();
  }
  async function save() {
    await screen.click('Guardar');
    return (await screen.saved()).responder;
  }
  const text = () => screen.text('app-responder-section');

  it('is set up in one go, and says what goes where', async () => {
    await open();
    expect(text()).toContain('Apagada: nada sale a ningún otro servidor.');
    expect(text()).toContain('No su número, ni notas internas, ni archivos.');
    screen.field('Que conteste una IA').click();
    await screen.settled();
    await screen.click('Guardar');
    expect(screen.errorsOf('Dirección')).toEqual(['Escribe la dirección.']);
    expect(screen.errorsOf('Modelo')).toEqual(['Escribe el modelo.']);
    await screen.type('Dirección', url);
    await screen.type('Clave', 'sk-secreta');
    await screen.type('Modelo', 'condor-1');
    await screen.type('Lo que debe saber del negocio', 'Los lentes cuestan 20.');
    expect(await save()).toEqual({
      enabled: true,
      url,
      key: 'sk-secreta',
      model: 'condor-1',
      prompt: '',
      knowledge: 'Los lentes cuestan 20.',
      answers: 'unmatched',
      perDay: 200,
      timeoutSeconds: 20,
    });

    expect(text()).toContain('Hay una clave guardada.');
    expect(screen.page.querySelector('#responder-key')).toBeNull();
    expect(screen.text('app-save-bar')).toBe('');
  });

  it('keeps its key without telling it, until it is replaced or taken away', async () => {
    await open(withKey);
    expect(text()).toContain('Hoy: 12 preguntas, 1 sin respuesta.');
    await screen.type('Modelo', 'condor-2');
    expect((await save())?.key).toBeUndefined();

    await screen.click('Cambiar');
    await screen.click('Guardar');
    expect(screen.errorsOf('Clave')).toEqual(['Escribe la clave, o deja la de antes.']);
    await screen.type('Clave', 'otra');
    expect((await save())?.key).toBe('otra');

    await screen.click('Cambiar');
    await screen.click('Dejar la de antes');
    expect(screen.text('app-save-bar')).toBe('');
    await screen.click('Quitar');
    expect(text()).toContain('Al guardar se quita la clave.');
    expect((await save())?.key).toBeNull();
  });

  it('has no key for another address, and says so before it is lost', async () => {
    await open(withKey);
    await screen.type('Dirección', `${url}/other`);
    expect(text()).toContain('Hay una clave guardada.');
    await screen.type('Dirección', 'https://elsewhere.example/v1');

    expect(text()).not.toContain('Hay una clave guardada.');
    expect(screen.noteOf('Clave')).toBe('La clave guardada era de otra dirección: escribe la de esta.');
  });

  it('answers always where that is chosen', async () => {
    await open(withKey);
    screen.page.querySelectorAll<HTMLInputElement>('input[type=radio]')[1]?.click();
    await screen.settled();

    expect((await save())?.answers).toBe('everything');
  });

  it('says which address the server does not call', async () => {
    await open(withKey);
    await screen.type('Dirección', 'nada');
    expect(screen.errorsOf('Dirección')).toEqual(['Usa una dirección como https://api.openai.com/v1.']);
    await screen.type('Dirección', 'https://192.168.1.1/v1');
    await screen.click('Guardar');
    await screen.refused([{ path: 'responder.url', message: 'inside' }]);

    expect(screen.noteOf('Dirección')).toContain('El servidor no llama a esta dirección.');
  });
});
