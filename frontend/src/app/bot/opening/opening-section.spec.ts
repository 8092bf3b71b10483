import { PACES } from '#contract/campaign-rules';
import type { MessageTemplate } from '#contract/message-templates';
import { testSession } from '../../whatsapp-sessions/testing/test-session';
import { BotScreen } from '../testing/bot-screen';

describe('what the bot says first', () => {
  const TEXT = 'Texto';
  const LINE = 'Línea para quien aún no tiene conversación';
  const template: MessageTemplate = {
    id: 't1',
    name: 'retomar',
    language: 'es_MX',
    category: 'marketing',
    status: 'approved',
    body: 'Hola {{1}}',
    buttons: [],
    parameters: [{ key: 'body.1' }],
    sendable: true,
  };
  let screen: BotScreen;

  beforeEach(() => {
    screen = new BotScreen();
    screen.lines = [testSession({ id: 's1', name: 'Ventas' })];
  });
  afterEach(() => {
    screen.server.verify();
  });

  const choose = async (label: string, value: string) => {
    const field = screen.field(label) as unknown as HTMLSelectElement;
    field.value = value;
    field.dispatchEvent(new Event('change'));
    await screen.settled();
  };
  const answerTemplates = async () => {
    const [read] = screen.server.match(({ url }) => url === '/api/whatsapp/sessions/s2/templates');
    read?.flush({ items: [template], syncedAt: null });
    await screen.settled();
  };

  it('says what it is for and what it needs while there is none, with the ways there', async () => {
    screen.lines = [testSession({ id: 's1', name: 'Ventas', state: 'retrying' })];
    await screen.openWith({ enabled: false }, 'opening');
    const needs = () => screen.text('app-opening-needs');
    expect(needs()).toContain('Encender las respuestas automáticas');
    expect(needs()).toContain('Una línea conectada: ahora no hay ninguna. Ver las líneas');
    expect(needs()).not.toContain('plantilla');
    const ways = [...screen.page.querySelectorAll('app-opening-needs a')].map((a) => a.getAttribute('href'));
    expect(ways).toEqual(['/contacts', '/whatsapp']);

    screen.field('Escribir primero a contactos').click();
    await screen.settled();
    expect(needs()).toBe('');
  });

  it('needs a template where a line is one of Meta’s', async () => {
    screen.lines = [
      testSession({ id: 's1', name: 'Ventas' }),
      testSession({ id: 's2', name: 'Nube', kind: 'cloud-api' }),
    ];
    await screen.openWith({ enabled: true }, 'opening');

    expect(screen.text('app-opening-needs')).toContain('Las respuestas automáticas están encendidas.');
    expect(screen.text('app-opening-needs')).toContain('En Nube, que va por la API de Meta: una plantilla aprobada');
  });

  it('is nothing until somebody writes it, shows how it is read, and is saved with the rest', async () => {
    await screen.openWith({}, 'opening');
    screen.field('Escribir primero a contactos').click();
    await screen.settled();
    await screen.type(TEXT, 'Hola {{nombre|qué tal}}, ¿seguimos en {{ciudad|la ciudad}}?');
    expect(screen.text('figure')).toBe('Así lo leería Luz: Hola Luz, ¿seguimos en la ciudad?');
    await screen.click('Guardar');
    const { opening } = await screen.saved();

    expect(opening).toEqual({ text: 'Hola {{nombre|qué tal}}, ¿seguimos en {{ciudad|la ciudad}}?' });
    expect(screen.text('app-save-bar')).toBe('');
  });

  it('is not saved while it says nothing, or names what nobody has, which is said while it is written', async () => {
    await screen.openWith({ opening: { text: 'Hola' } }, 'opening');
    await screen.type(TEXT, 'Hola {{nombe}}');
    expect(screen.noteOf(TEXT)).toContain('Nadie tiene este dato: nombe.');
    await screen.type(TEXT, '');
    expect(screen.noteOf(TEXT)).toContain('Formato de WhatsApp');
    await screen.click('Guardar');
    expect(screen.errorsOf(TEXT)).toEqual(['Escribe el texto, o elige una plantilla.']);
    screen.server.expectNone({ method: 'PUT', url: '/api/bot' });
  });

  it('asks for a line where there are several, and for a template where that is one of Meta’s', async () => {
    screen.lines = [...screen.lines, testSession({ id: 's2', name: 'En línea', kind: 'cloud-api' })];
    await screen.openWith({ opening: { text: 'Hola' } }, 'opening');
    expect(screen.noteOf(LINE)).toContain('Hay varias líneas: elige una.');
    expect(screen.text('#opening-line')).toBe('Ninguna elegida Ventas En línea');
    expect(screen.text()).not.toContain('Plantilla');
    await choose(LINE, 's2');
    await answerTemplates();
    await choose('Plantilla', 't1');
    await screen.type('Texto {{1}}', '{{nombre}}');
    await screen.click('Guardar');
    const { opening } = await screen.saved();

    const parameters = { 'body.1': '{{nombre}}' };
    expect(opening).toEqual({ text: 'Hola', sessionId: 's2', template: { templateId: 't1', parameters } });
  });

  it('says at its fields what the server refuses', async () => {
    await screen.openWith({ opening: { text: 'Hola', sessionId: 'gone' } }, 'opening');
    expect(screen.text('#opening-line')).toContain('Una línea que ya no está');
    await screen.type(TEXT, 'Hola, ¿seguimos?');
    await screen.click('Guardar');
    await screen.refused([{ path: 'opening.sessionId', message: 'There is no such line.' }]);
    expect(screen.errorsOf(LINE)).toEqual(['Esta línea ya no existe: elige otra.']);
    await choose(LINE, 's1');
    expect(screen.noteOf(LINE)).not.toContain('ya no existe');
  });

  it('leaves carefully until somebody chooses another pace, which is judged by the kind of line and saved', async () => {
    await screen.openWith({ opening: { text: 'Hola' } }, 'opening');
    const pace = () => screen.text('app-opening-pace');
    expect(pace()).toContain('Con calma');
    expect(pace()).toContain('21:00');
    expect(pace()).toContain('Las horas son de tu empresa: America/Bogota.');
    await screen.click('Cambiar el ritmo');
    expect((document.activeElement as HTMLInputElement).name).toBe('pace-profile');
    const own = [...screen.page.querySelectorAll<HTMLInputElement>('input[name="pace-profile"]')].at(-1);
    own?.click();
    await screen.settled();
    await screen.type('Por minuto, como mucho', '21');
    await screen.click('Guardar');
    expect(screen.text('app-opening-pace')).toContain('Este ritmo no es posible');
    screen.server.expectNone({ method: 'PUT', url: '/api/bot' });
    await screen.type('Por minuto, como mucho', '4');
    const quiet = screen.page.querySelector<HTMLInputElement>('.switches input[type="checkbox"]');
    quiet?.click();
    await screen.settled();
    await screen.click('Guardar');
    const { opening } = await screen.saved();

    const chosen = { ...PACES['whatsapp-web'].careful, profile: 'own' as const, perMinute: 4, quietHours: null };
    expect(opening).toEqual({ text: 'Hola', pace: chosen });
    await choose(LINE, 's1');
    await screen.click('Guardar');
    expect((await screen.saved()).opening).toEqual({ text: 'Hola', sessionId: 's1', pace: chosen });
  });

  it('says that it writes to nobody while the bot is off, and shows no line as the only one of two', async () => {
    screen.lines = [...screen.lines, testSession({ id: 's2', name: 'Soporte' })];
    await screen.openWith({ opening: { text: 'Hola' }, enabled: false }, 'opening');
    expect(screen.text()).toContain('«Ejecutar agente» no le escribe a nadie');
    expect(screen.text('#opening-line')).not.toContain('La única línea');
    screen.realtime.emit('bot_status_changed', { clientCode: 'demo', at: '', seq: 900, enabled: true, by: 'u1' });
    await screen.settled();
    expect(screen.text()).not.toContain('«Ejecutar agente» no le escribe a nadie');
  });
});
