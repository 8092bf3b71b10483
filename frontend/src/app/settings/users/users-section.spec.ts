import type { CreateUserRequest, User } from '#contract/accounts';
import { until } from '../../tabs/testing/until';
import { SettingsScreen } from '../testing/settings-screen';

describe('the users', () => {
  const ana: User = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role: 'admin', active: true, createdAt: '' };
  const luis: User = { ...ana, id: 'u2', name: 'Luis', email: 'luis@demo.test', role: 'agent' };
  const eva: User = { ...luis, id: 'u3', name: 'Eva', email: 'eva@demo.test', active: false };
  let screen: SettingsScreen;

  async function open(...items: User[]): Promise<void> {
    screen = new SettingsScreen('admin');
    await screen.open('/settings/users');
    await answer(...items);
  }

  async function answer(...items: User[]): Promise<void> {
    screen.server.match('/api/users').forEach((read) => {
      read.flush({ items, epoch: 'e1', seq: 1 });
    });
    await screen.settled();
  }

  /** The dialog on top, once the ones before it are gone. */
  const dialog = (words: string) =>
    until(() => {
      const dialogs = [...screen.page.querySelectorAll('dialog')];
      return dialogs.length === 1 && dialogs[0]?.textContent.includes(words) ? dialogs[0] : null;
    });
  const noDialog = () => until(() => screen.page.querySelector('dialog') === null);
  const change = (id: string) => screen.server.expectOne({ method: 'PATCH', url: `/api/users/${id}` });
  const row = (name: string) => {
    const rows = [...screen.page.querySelectorAll('.list li')];
    return rows.find(({ textContent }) => textContent.includes(name))?.textContent ?? '';
  };

  afterEach(() => {
    screen.server.verify();
  });

  it('are listed with what they may, who has no access last, and who is online', async () => {
    await open(eva, luis, ana);
    screen.realtime.emit('presence_changed', {
      clientCode: 'demo',
      at: '',
      complete: true,
      users: [{ userId: 'u2', name: 'Luis', online: true, viewing: null }],
    });
    await screen.settled();

    const names = [...screen.page.querySelectorAll('.list .name')].map(({ textContent }) => textContent.trim());
    expect(names.map((name) => name.split(' ')[0])).toEqual(['Ana', 'Luis', 'Eva']);
    expect(row('Ana')).toContain('(tú)');
    expect(row('Ana')).toContain('Administrador');
    expect(row('luis@demo.test')).toContain('En línea');
    expect(row('Eva')).toContain('Sin acceso');
  });

  it('are added with a password that is shown once', async () => {
    await open(ana);
    expect(screen.page.textContent).toContain('De momento solo estás tú');
    await screen.click('Añadir persona');
    await screen.type('Nombre', ' Luis ');
    await screen.type('Correo', 'luis@demo');
    await screen.submitWith('Nombre');
    expect(screen.noteOf('Correo')).toContain('correo completa');
    await screen.type('Correo', 'luis@demo.test');
    await screen.choose('Agente');
    await screen.submitWith('Nombre');

    const sent = screen.server.expectOne({ method: 'POST', url: '/api/users' });
    const body = sent.request.body as CreateUserRequest;
    const { password } = body;
    expect(body).toEqual({ name: 'Luis', email: 'luis@demo.test', role: 'agent', password });
    sent.flush({ user: luis });
    await screen.settled();
    await answer(ana, luis);

    expect((await dialog('Contraseña de Luis')).textContent).toContain(password);
    await screen.click('Listo');
    await noDialog();
    expect(screen.page.textContent).not.toContain(password);
    expect(row('Luis')).toContain('Agente');
  });

  it('say beside the address that somebody has it', async () => {
    await open(ana);
    await screen.click('Añadir persona');
    await screen.type('Nombre', 'Luis');
    await screen.type('Correo', 'ana@demo.test');
    await screen.submitWith('Nombre');
    screen.server
      .expectOne({ method: 'POST', url: '/api/users' })
      .flush({ type: 'conflict', errors: [{ path: 'email', message: '' }] }, { status: 409, statusText: 'Conflict' });
    await screen.settled();
    await answer(ana);

    expect(screen.noteOf('Correo')).toBe('Ya está en uso.');
  });

  it('get another role, which is said to end their sign-ins', async () => {
    await open(ana, luis);
    await screen.click('Editar a Luis');
    const editor = await dialog('luis@demo.test');
    expect(editor.textContent).not.toContain('sus sesiones se cierran');
    await screen.choose('Administrador');
    expect(editor.textContent).toContain('sus sesiones se cierran');
    await screen.submitWith('Nombre');
    const sent = change('u2');
    expect(sent.request.body).toEqual({ name: 'Luis', role: 'admin' });
    sent.flush({ user: { ...luis, role: 'admin' } });
    await screen.settled();
    await answer(ana, { ...luis, role: 'admin' });
    await noDialog();

    expect(row('Luis')).toContain('Administrador');
  });

  it('leave one’s own role and access to another admin', async () => {
    await open(ana, luis);
    await screen.click('Editar a Ana');

    expect((await dialog('Tu propio rol')).querySelector('input[type=radio]')).toBeNull();
    expect(() => screen.button('Quitar el acceso a Ana')).toThrowError();
    await screen.click('Cancelar');
    await noDialog();
  });

  it('get another password, which is shown once', async () => {
    await open(ana, luis);
    await screen.click('Dar una contraseña nueva a Luis');
    await dialog('se cierran todas sus sesiones');
    await screen.click('Nueva contraseña');
    const sent = change('u2');
    const { password } = sent.request.body as { password: string };
    sent.flush({ user: luis });
    await screen.settled();
    await answer(ana, luis);

    expect((await dialog('Contraseña de Luis')).textContent).toContain(password);
    await screen.click('Listo');
    await noDialog();
  });

  it('lose their access, and their conversations become nobody’s unless they are to be kept', async () => {
    await open(ana, luis);
    for (const keeps of [false, true]) {
      await screen.click('Quitar el acceso a Luis');
      screen.server.expectOne('/api/users/u2/open-conversations').flush({ open: 5 });
      await screen.settled();
      await dialog('Lo que escribió se conserva');
      const releases = screen.field('Dejar sin asignar sus 5 conversaciones abiertas');
      expect(releases.checked).toBeTrue();
      if (keeps) releases.click();
      await screen.settled();
      await screen.click('Quitar acceso');
      const sent = change('u2');
      expect(sent.request.body).toEqual({ active: false });
      sent.flush({ user: { ...luis, active: false } });
      await screen.settled();
      if (keeps) screen.server.expectNone('/api/users/u2/release-conversations');
      else screen.server.expectOne('/api/users/u2/release-conversations').flush({ released: 5 });
      await answer(ana, luis);
      await noDialog();
    }

    expect(screen.notices.success).toHaveBeenCalledWith('settings.users.deactivated', { name: 'Luis' });
  });

  it('get their access back', async () => {
    await open(ana, eva);
    await screen.click('Devolver el acceso a Eva');
    const sent = change('u3');
    expect(sent.request.body).toEqual({ active: true });
    sent.flush({ user: { ...eva, active: true } });
    await screen.settled();
    await answer(ana, { ...eva, active: true });

    expect(row('Eva')).not.toContain('Sin acceso');
  });

  it('who have no access any more hand over what they still have', async () => {
    await open(ana, eva);
    await screen.click('Dejar sin asignar las conversaciones de Eva');
    screen.server.expectOne('/api/users/u3/open-conversations').flush({ open: 3 });
    await screen.settled();
    await dialog('Tiene 3 conversaciones abiertas');
    await screen.click('Dejar sin asignar');
    screen.server.expectOne({ method: 'POST', url: '/api/users/u3/release-conversations' }).flush({ released: 3 });
    await noDialog();

    expect(screen.notices.success).toHaveBeenCalledWith('settings.users.handedOver', { name: 'Eva' });
  });

  it('who have no access any more, and nothing open, have nothing to hand over', async () => {
    await open(ana, eva);
    await screen.click('Dejar sin asignar las conversaciones de Eva');
    screen.server.expectOne('/api/users/u3/open-conversations').flush({ open: 0 });
    await screen.settled();

    expect(screen.page.querySelector('dialog')).toBeNull();
    expect(screen.notices.info).toHaveBeenCalledWith('settings.users.nothingOpen', { name: 'Eva' });
  });

  it('follow what another admin does', async () => {
    await open(ana);
    screen.realtime.emit('settings_changed', { clientCode: 'demo', at: '', seq: 2, kind: 'users' });
    await answer(ana, luis);

    expect(row('Luis')).toContain('luis@demo.test');
  });
});
