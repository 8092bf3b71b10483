import type { CannedReply } from '#contract/team-settings';
import { until } from '../../tabs/testing/until';
import { SettingsScreen } from '../testing/settings-screen';

describe('the canned replies', () => {
  const hours: CannedReply = { id: 'r1', shortcut: 'horario', text: 'De 9 a 18 h.\nSábados no.', createdAt: '' };
  let screen: SettingsScreen;

  async function openAs(role: 'agent' | 'admin', ...items: CannedReply[]): Promise<void> {
    screen = new SettingsScreen(role);
    await screen.open('/settings/canned-replies');
    await answer(...items);
  }

  async function answer(...items: CannedReply[]): Promise<void> {
    screen.server.expectOne('/api/canned-replies').flush({ items, epoch: 'e1', seq: 1 });
    await screen.settled();
  }

  const shortcuts = () => [...screen.page.querySelectorAll('.shortcut')].map(({ textContent }) => textContent);
  const status = () => screen.page.querySelector('.section [role=status]')?.textContent.trim();

  afterEach(() => {
    screen.server.verify();
  });

  it('are seen by agents, who change nothing', async () => {
    await openAs('agent', hours);

    expect(shortcuts()).toEqual(['/horario']);
    expect(screen.page.querySelector('.text')?.textContent).toBe('De 9 a 18 h.\nSábados no.');
    expect(screen.page.querySelector('.section button')).toBeNull();
  });

  it('say what to do first', async () => {
    await openAs('admin');

    expect(screen.page.textContent).toContain('Aún no hay respuestas rápidas');
  });

  it('are asked for again where they could not be read', async () => {
    screen = new SettingsScreen('admin');
    await screen.open('/settings/canned-replies');
    screen.server.expectOne('/api/canned-replies').flush(null, { status: 500, statusText: 'Server Error' });
    await screen.settled();
    await screen.click('Reintentar');
    await answer(hours);

    expect(shortcuts()).toEqual(['/horario']);
  });

  it('are written with a shortcut, a text and the names to fill in', async () => {
    await openAs('admin');
    await screen.click('Nueva respuesta');
    await screen.type('Atajo', ' /Hola ');
    await screen.type('Texto', '¡Hola !\n¿Qué tal?');
    const text = screen.field('Texto');
    text.setSelectionRange(6, 6);
    await screen.click('Nombre del contacto');
    expect(text.value).toBe('¡Hola {{nombre}}!\n¿Qué tal?');
    expect(document.activeElement).toBe(text);
    expect(text.selectionStart).toBe('¡Hola {{nombre}}'.length);
    text.setSelectionRange(text.value.length, text.value.length);
    await screen.click('Nombre del agente');
    expect(screen.page.querySelector('dialog')?.textContent).toContain('{{agente}} será el de quien responde');
    await screen.submitWith('Atajo');

    const sent = screen.server.expectOne({ method: 'POST', url: '/api/canned-replies' });
    expect(sent.request.body).toEqual({ shortcut: 'hola', text: '¡Hola {{nombre}}!\n¿Qué tal?{{agente}}' });
    sent.flush({ cannedReply: { ...hours, shortcut: 'hola' } });
    await screen.settled();
    await answer({ ...hours, shortcut: 'hola' });

    expect(shortcuts()).toEqual(['/hola']);
    expect(await until(() => screen.page.querySelector('dialog') === null)).toBeTrue();
  });

  it('say beside the shortcut what is wrong with it', async () => {
    await openAs('admin', hours);
    await screen.click('Nueva respuesta');
    await screen.type('Atajo', 'dos palabras');
    await screen.submitWith('Atajo');
    expect(screen.noteOf('Atajo')).toContain('sin espacios');
    expect(screen.noteOf('Texto')).toBe('Falta este dato.');

    await screen.type('Atajo', 'horario');
    await screen.type('Texto', 'Otro');
    await screen.submitWith('Atajo');
    const errors = [{ path: 'shortcut', message: 'In use already.' }];
    screen.server
      .expectOne({ method: 'POST', url: '/api/canned-replies' })
      .flush({ type: 'conflict', errors }, { status: 409, statusText: 'Conflict' });
    await screen.settled();
    screen.server.match('/api/canned-replies');

    expect(screen.noteOf('Atajo')).toBe('Ya está en uso.');
  });

  it('are changed, and removed after a question', async () => {
    await openAs('admin', hours);
    await screen.click('Editar la respuesta /horario');
    await screen.type('Texto', 'De 9 a 19 h.');
    await screen.submitWith('Atajo');
    const changed = { ...hours, text: 'De 9 a 19 h.' };
    const sent = screen.server.expectOne({ method: 'PATCH', url: '/api/canned-replies/r1' });
    expect(sent.request.body).toEqual({ shortcut: 'horario', text: 'De 9 a 19 h.' });
    sent.flush({ cannedReply: changed });
    await screen.settled();
    await answer(changed);
    await until(() => screen.page.querySelector('dialog') === null);

    await screen.click('Eliminar la respuesta /horario');
    await screen.click('Eliminar');
    screen.server.expectOne({ method: 'DELETE', url: '/api/canned-replies/r1' }).flush(null);
    await screen.settled();
    await answer();
    expect(screen.page.textContent).toContain('Aún no hay respuestas rápidas');
    expect(document.activeElement?.textContent).toContain('Nueva respuesta');
  });

  it('are searched where there are many', async () => {
    await openAs('agent', ...['a', 'b', 'c', 'd', 'e', 'f'].map((id) => ({ ...hours, id, shortcut: id })));
    expect(screen.page.querySelector('input')).toBeNull();
    screen.realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'cannedReplies' });
    await answer(...['a', 'b', 'c', 'd', 'e', 'f', 'envío'].map((id) => ({ ...hours, id, shortcut: id })));

    const search = screen.page.querySelector('input');
    if (!search) throw new Error('There is no search.');
    const type = async (typed: string) => {
      search.value = typed;
      search.dispatchEvent(new Event('input'));
      await screen.settled();
    };
    await type('envio');
    expect(shortcuts()).toEqual(['/envío']);
    expect(status()).toBe('1 respuesta');
    await type('nada así');
    expect(screen.page.textContent).toContain('Ninguna respuesta coincide');
    await type('');
    expect(shortcuts().length).toBe(7);
    expect(status()).toBe('');
  });
});
