import type { Label } from '#contract/team-settings';
import { until } from '../../tabs/testing/until';
import { SettingsScreen } from '../testing/settings-screen';

describe('the labels', () => {
  const vip: Label = { id: 'l1', name: 'VIP', colour: 'red', createdAt: '' };
  let screen: SettingsScreen;

  async function openAs(role: 'agent' | 'admin', ...items: Label[]): Promise<void> {
    screen = new SettingsScreen(role);
    await screen.open('/settings/labels');
    screen.server.expectOne('/api/labels').flush({ items, epoch: 'e1', seq: 1 });
    await screen.settled();
  }

  afterEach(() => {
    screen.server.verify();
  });

  it('are seen by agents, who change nothing', async () => {
    await openAs('agent', vip);

    expect(screen.names()).toEqual(['VIP']);
    expect(screen.page.querySelector('.section button')).toBeNull();
  });

  it('say what to do first', async () => {
    await openAs('admin');

    expect(screen.page.textContent).toContain('Aún no hay etiquetas');
  });

  it('say that they could not be read, and are asked for again', async () => {
    screen = new SettingsScreen('admin');
    await screen.open('/settings/labels');
    expect(screen.page.querySelector('app-skeleton')).not.toBeNull();
    screen.server.expectOne('/api/labels').flush(null, { status: 500, statusText: 'Server Error' });
    await screen.settled();

    await screen.click('Reintentar');
    screen.server.expectOne('/api/labels').flush({ items: [vip], epoch: 'e1', seq: 1 });
    await screen.settled();

    expect(screen.names()).toEqual(['VIP']);
  });

  it('are made with a name and a colour', async () => {
    await openAs('admin');
    await screen.click('Nueva etiqueta');
    await screen.type('Nombre', ' VIP ');
    await screen.choose('Rojo');
    expect(screen.page.querySelector('.preview')?.textContent).toContain('VIP');
    await screen.submitWith('Nombre');

    const sent = screen.server.expectOne({ method: 'POST', url: '/api/labels' });
    expect(sent.request.body).toEqual({ name: 'VIP', colour: 'red' });
    sent.flush({ label: vip });
    await screen.settled();
    screen.server.expectOne('/api/labels').flush({ items: [vip], epoch: 'e1', seq: 2 });
    await screen.settled();

    expect(screen.names()).toEqual(['VIP']);
    expect(await until(() => screen.page.querySelector('dialog') === null)).toBeTrue();
  });

  it('say beside the name that it is taken', async () => {
    await openAs('admin', vip);
    await screen.click('Nueva etiqueta');
    await screen.type('Nombre', 'vip');
    await screen.submitWith('Nombre');
    const errors = [{ path: 'name', message: 'In use already.' }];
    screen.server
      .expectOne({ method: 'POST', url: '/api/labels' })
      .flush({ type: 'conflict', errors }, { status: 409, statusText: 'Conflict' });
    await screen.settled();
    screen.server.match('/api/labels');

    expect(screen.noteOf('Nombre')).toBe('Ya está en uso.');
    await screen.type('Nombre', 'vip 2');
    expect(screen.noteOf('Nombre')).toBe('');
  });

  it('begin with what they are when they are changed, and ask before that is lost', async () => {
    await openAs('admin', vip);
    await screen.click('Editar la etiqueta VIP');
    expect(screen.field('Nombre').value).toBe('VIP');
    await screen.type('Nombre', 'Muy VIP');

    await screen.click('Cancelar');
    expect(screen.page.querySelector('app-confirm-dialog')?.textContent).toContain('¿Descartar los cambios?');
    await screen.click('Descartar');

    expect(await until(() => screen.page.querySelector('dialog') === null)).toBeTrue();
    expect(screen.names()).toEqual(['VIP']);
  });

  it('say on how many conversations they stand before they are removed', async () => {
    await openAs('admin', vip);
    await screen.click('Eliminar la etiqueta VIP');
    screen.server.expectOne('/api/labels/l1').flush({ label: vip, conversations: 3, contacts: 2 });
    await screen.settled();
    expect(screen.page.querySelector('app-confirm-dialog')?.textContent).toContain(
      'Está en 3 conversaciones y se quitará de todas. También la pierden quienes la tienen sin conversación todavía: 2.',
    );

    await screen.click('Eliminar');
    screen.server.expectOne({ method: 'DELETE', url: '/api/labels/l1' }).flush(null);
    await screen.settled();
    screen.server.expectOne('/api/labels').flush({ items: [], epoch: 'e1', seq: 2 });
    await screen.settled();

    expect(screen.page.textContent).toContain('Aún no hay etiquetas');
    expect(document.activeElement?.textContent).toContain('Nueva etiqueta');
  });

  it('follow what another admin does', async () => {
    await openAs('admin', vip);
    screen.realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'labels' });
    screen.server
      .expectOne('/api/labels')
      .flush({ items: [vip, { ...vip, id: 'l2', name: 'Deuda' }], epoch: 'e1', seq: 2 });
    await screen.settled();

    expect(screen.names()).toEqual(['Deuda', 'VIP']);
  });
});
