import type { Preferences } from '#contract/team-settings';
import { SettingsScreen } from '../testing/settings-screen';
import { ownTimeZone } from '../time-zones';

describe('the notifications', () => {
  const usual: Preferences = { language: null, theme: 'system', sound: true, notify: 'all', quietHours: null };
  let screen: SettingsScreen;

  async function openWith(preferences: Partial<Preferences> = {}): Promise<void> {
    screen = new SettingsScreen('agent');
    await screen.open('/settings/notifications');
    screen.server.expectOne('/api/auth/me/preferences').flush({ preferences: { ...usual, ...preferences } });
    await screen.settled();
  }

  /** Takes what was decided, as the server does. */
  async function takes(change: Partial<Preferences>, before: Partial<Preferences> = {}): Promise<void> {
    const preferences = { ...usual, ...before, ...change };
    const sent = screen.server.expectOne({ method: 'PATCH', url: '/api/auth/me/preferences' });
    expect(sent.request.body).toEqual(change);
    sent.flush({ preferences });
    await screen.settled();
    screen.server.match('/api/auth/me/preferences').forEach((read) => {
      read.flush({ preferences });
    });
    await screen.settled();
  }

  async function set(label: string, value: string): Promise<void> {
    const field = screen.field(label);
    field.value = value;
    field.dispatchEvent(new Event('change'));
    await screen.settled();
  }

  it('hold at once: which messages, and whether they sound', async () => {
    await openWith();
    expect(screen.field('Todos').checked).toBeTrue();
    await screen.choose('Ninguno');
    expect(screen.field('Ninguno').checked).toBeTrue();
    await takes({ notify: 'none' });

    screen.field('Sonido').click();
    await screen.settled();
    expect(screen.field('Sonido').checked).toBeFalse();
    await takes({ sound: false }, { notify: 'none' });
    expect(screen.field('Sonido').checked).toBeFalse();
  });

  it('are as before where the server does not take a change', async () => {
    await openWith();
    screen.field('Sonido').click();
    await screen.settled();
    screen.server
      .expectOne({ method: 'PATCH', url: '/api/auth/me/preferences' })
      .flush(null, { status: 500, statusText: 'Server Error' });
    await screen.settled();
    screen.server.match('/api/auth/me/preferences');

    expect(screen.field('Sonido').checked).toBeTrue();
  });

  it('are quiet in hours of the person’s own time zone, until they are no longer', async () => {
    await openWith();
    screen.field('Horas de silencio').click();
    await screen.settled();
    const quietHours = { from: '20:00', to: '08:00', timeZone: ownTimeZone() };
    await takes({ quietHours });
    expect(screen.page.textContent).toContain('hasta las 08:00 del día siguiente');

    screen.field('Horas de silencio').click();
    await screen.settled();
    await takes({ quietHours: null });
    expect(() => screen.field('Desde')).toThrowError();
  });

  it('take other hours and another zone, and no time that is half typed', async () => {
    const quietHours = { from: '20:00', to: '08:00', timeZone: 'America/Bogota' };
    await openWith({ quietHours });
    expect(screen.field('Zona horaria').value).toBe('America/Bogota');

    await set('Desde', '');
    screen.server.expectNone({ method: 'PATCH', url: '/api/auth/me/preferences' });
    screen.field('Desde').dispatchEvent(new Event('blur'));
    expect(screen.field('Desde').value).toBe('20:00');

    await set('Hasta', '22:30');
    await takes({ quietHours: { ...quietHours, to: '22:30' } });
    expect(screen.page.textContent).toContain('De 20:00 a 22:30');
    await set('Zona horaria', 'Europe/Madrid');
    await takes({ quietHours: { ...quietHours, to: '22:30', timeZone: 'Europe/Madrid' } });
    await set('Hasta', '20:00');
    await takes({ quietHours: { from: '20:00', to: '20:00', timeZone: 'Europe/Madrid' } });
    expect(screen.page.textContent).toContain('no hay silencio');
  });
});
