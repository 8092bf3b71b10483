import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import type { Role } from '#contract/accounts';
import { ApiError } from '../api';
import { SignInStore } from '../sign-in';
import { until } from '../tabs/testing/until';
import { SettingsScreen } from './testing/settings-screen';

describe('the settings', () => {
  const openAs = async (role: Role, path = '/settings/profile') => {
    const screen = new SettingsScreen(role);
    await screen.open(path);
    return screen;
  };
  const listed = ({ page }: SettingsScreen) =>
    [...page.querySelectorAll('.sections .name')].map(({ textContent }) => textContent);
  const heading = ({ page }: SettingsScreen) => page.querySelector('.section h2')?.textContent;
  const question = ({ page }: SettingsScreen) => page.querySelector('app-confirm-dialog');

  it('open at the first section where there is room for it', async () => {
    const screen = await openAs('agent', '/settings');

    expect(screen.url).toBe('/settings/profile');
    expect(heading(screen)).toBe('Mi cuenta');
  });

  it('list what the person may set', async () => {
    const own = ['Mi cuenta', 'Notificaciones', 'Idioma y tema'];

    expect(listed(await openAs('operator'))).toEqual(['Mi cuenta', 'Idioma y tema']);
    TestBed.resetTestingModule();
    expect(listed(await openAs('agent'))).toEqual([...own, 'Etiquetas', 'Respuestas rápidas']);
    TestBed.resetTestingModule();
    expect(listed(await openAs('admin'))).toEqual([
      ...own,
      'Usuarios y roles',
      'Equipo y contactos',
      'Bajas de los envíos',
      'Etiquetas',
      'Respuestas rápidas',
    ]);
  });

  it('ask before changes are lost, and stay when they are not to be', async () => {
    const screen = await openAs('agent');
    await screen.type('Nombre', 'Ana María');

    void TestBed.inject(Router).navigateByUrl('/settings/appearance');
    expect((await until(() => question(screen))).textContent).toContain('¿Descartar los cambios?');
    await screen.click('Cancelar');

    expect(screen.url).toBe('/settings/profile');
    expect(screen.field('Nombre').value).toBe('Ana María');
  });

  it('let go of the changes when the person wants it', async () => {
    const screen = await openAs('agent');
    await screen.type('Nombre', 'Ana María');

    void TestBed.inject(Router).navigateByUrl('/settings/appearance');
    await until(() => question(screen));
    await screen.click('Descartar');

    expect(await until(() => heading(screen) === 'Idioma y tema')).toBeTrue();
  });

  it('do not keep anybody who has nothing to lose, or whose sign-in has ended', async () => {
    const screen = await openAs('agent');
    await screen.type('Nombre', 'Ana María');
    await screen.type('Nombre', 'Ana');
    await TestBed.inject(Router).navigateByUrl('/settings/appearance');
    expect(screen.url).toBe('/settings/appearance');

    await TestBed.inject(Router).navigateByUrl('/settings/profile');
    await screen.settled();
    await screen.type('Nombre', 'Ana María');
    TestBed.inject(SignInStore).expire(new ApiError('unauthorized', 401));
    expect(await until(() => screen.url.startsWith('/login'))).toBeTrue();
  });
});
