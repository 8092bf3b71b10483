import { SettingsScreen } from '../testing/settings-screen';

describe('one’s own account', () => {
  let screen: SettingsScreen;

  beforeEach(async () => {
    screen = new SettingsScreen('agent');
    await screen.open('/settings/profile');
  });

  afterEach(() => {
    screen.server.verify();
  });

  describe('name', () => {
    it('is saved with Enter, and is what the person is called from then on', async () => {
      await screen.type('Nombre', ' Ana María ');
      expect(screen.page.textContent).toContain('Cambios sin guardar');
      await screen.submitWith('Nombre');
      const { request } = screen.server.expectOne({ method: 'PATCH', url: '/api/auth/me' });
      expect(request.body).toEqual({ name: 'Ana María' });
    });

    it('is shown as the server has it once it is saved', async () => {
      await screen.type('Nombre', ' Ana María ');
      await screen.submitWith('Nombre');
      const user = { id: 'u1', name: 'Ana María', email: 'ana@demo.test', role: 'agent', clientCode: 'demo' };
      screen.server.expectOne('/api/auth/me').flush({ user });
      await screen.settled();

      expect(screen.field('Nombre').value).toBe('Ana María');
      expect(screen.page.textContent).not.toContain('Cambios sin guardar');
      expect(screen.notices.success).toHaveBeenCalledOnceWith('settings.profile.nameSaved');
    });

    it('cannot be nothing', async () => {
      await screen.type('Nombre', '   ');
      await screen.submitWith('Nombre');

      expect(screen.noteOf('Nombre')).toBe('Falta este dato.');
      expect(document.activeElement).toBe(screen.field('Nombre'));
    });

    it('says in words why it could not be saved, and keeps what was typed for another try', async () => {
      await screen.type('Nombre', 'Ana María');
      await screen.submitWith('Nombre');
      screen.server.expectOne('/api/auth/me').error(new ProgressEvent('error'));
      await screen.settled();

      expect(screen.page.querySelector('[role=alert]')?.textContent).toContain('No hay conexión con el servidor.');
      expect(screen.field('Nombre').value).toBe('Ana María');
      await screen.submitWith('Nombre');
      screen.server.expectOne('/api/auth/me');
    });
  });

  describe('password', () => {
    const change = async () => {
      await screen.type('Contraseña actual', 'la de antes');
      await screen.type('Contraseña nueva', 'una nueva muy larga');
      await screen.submitWith('Contraseña nueva');
      return screen.server.expectOne('/api/auth/me/password');
    };

    it('is changed, and the fields are empty afterwards', async () => {
      const sent = await change();
      expect(sent.request.body).toEqual({ currentPassword: 'la de antes', newPassword: 'una nueva muy larga' });
      sent.flush(null, { status: 204, statusText: 'No Content' });
      await screen.settled();

      expect(screen.field('Contraseña actual').value).toBe('');
      expect(screen.notices.success).toHaveBeenCalledOnceWith('settings.profile.passwordChanged');
    });

    it('says that the present one is another, beside it', async () => {
      const errors = [{ path: 'currentPassword', message: 'Not your present password.' }];
      (await change()).flush({ type: 'bad-request', errors }, { status: 400, statusText: 'Bad Request' });
      await screen.settled();

      expect(screen.noteOf('Contraseña actual')).toBe('Esta no es tu contraseña actual.');
      expect(screen.field('Contraseña nueva').value).toBe('una nueva muy larga');
    });

    it('is too short below ten characters', async () => {
      await screen.type('Contraseña actual', 'la de antes');
      await screen.type('Contraseña nueva', 'corta');
      await screen.submitWith('Contraseña nueva');

      expect(screen.noteOf('Contraseña nueva')).toBe('Usa al menos 10 caracteres.');
    });

    it('can be looked at while it is typed', async () => {
      expect(screen.field('Contraseña actual').type).toBe('password');
      screen.page.querySelector<HTMLButtonElement>('[aria-label="Mostrar contraseña"]')?.click();
      await screen.settled();

      expect(screen.field('Contraseña actual').type).toBe('text');
    });
  });
});
