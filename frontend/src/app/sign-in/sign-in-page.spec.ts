import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { type Observable, of, Subject, throwError } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import type { SignInEnd } from '#contract/http';
import { ApiError } from '../api';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { SignInPage } from './sign-in-page';
import { SignInStore } from './sign-in-store';

describe('SignInPage', () => {
  const ana: SignedInUser = { id: 'u1', name: 'Ana', email: 'ana@demo.mx', role: 'agent', clientCode: 'demo' };
  let fixture: ComponentFixture<SignInPage>;
  let page: HTMLElement;
  let answer: Observable<SignedInUser>;
  let signIn: jasmine.Spy;
  let navigateByUrl: jasmine.Spy;
  const unreachable = signal(false);
  const ended = signal<SignInEnd | null>(null);

  beforeEach(async () => {
    unreachable.set(false);
    ended.set(null);
    answer = of(ana);
    signIn = jasmine.createSpy('signIn').and.callFake(() => answer);
    TestBed.configureTestingModule({
      providers: [
        provideTestLanguages(),
        { provide: SignInStore, useValue: { signIn, unreachable, ended } },
        provideRouter([]),
      ],
    });
    navigateByUrl = spyOn(TestBed.inject(Router), 'navigateByUrl').and.resolveTo(true);
    fixture = TestBed.createComponent(SignInPage);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
  });

  function find(selector: string): HTMLElement {
    const part = page.querySelector<HTMLElement>(selector);
    if (!part) throw new Error(`There is no ${selector}.`);
    return part;
  }

  function type(id: string, text: string): void {
    const input = find(`#${id}`) as HTMLInputElement;
    input.value = text;
    input.dispatchEvent(new Event('input'));
  }

  async function send(): Promise<void> {
    find('button[type=submit]').click();
    await fixture.whenStable();
  }

  async function fillInAndSend(): Promise<void> {
    type('email', 'ana@demo.mx');
    type('password', 'secret');
    await send();
  }

  it('signs in and goes to the start page', async () => {
    await fillInAndSend();

    expect(signIn).toHaveBeenCalledOnceWith({ email: 'ana@demo.mx', password: 'secret' });
    expect(navigateByUrl).toHaveBeenCalledOnceWith('/chat');
  });

  it('goes to the page that was asked for', async () => {
    fixture.componentRef.setInput('next', '/chat/c1');
    await fillInAndSend();
    expect(navigateByUrl).toHaveBeenCalledWith('/chat/c1');
  });

  it('never follows an address of another site', async () => {
    fixture.componentRef.setInput('next', '//evil.example');
    await fillInAndSend();

    expect(navigateByUrl).toHaveBeenCalledWith('/chat');
  });

  it('says what is missing before it asks the server', async () => {
    await send();

    expect(signIn).not.toHaveBeenCalled();
    expect(page.textContent).toContain('Escribe tu correo electrónico.');
    expect(page.textContent).toContain('Escribe tu contraseña.');
    expect(find('#email').getAttribute('aria-invalid')).toBe('true');
  });

  const failures: [string, ApiError, string][] = [
    ['wrong credentials', new ApiError('wrong-credentials', 401), 'El correo o la contraseña no son correctos.'],
    ['a deactivated account', new ApiError('account-deactivated', 401), 'Tu cuenta está desactivada. Habla con quien'],
    ['too many tries', new ApiError('too-many-requests', 429, { retryAfterSeconds: 42 }), 'Espera 42 s'],
    ['a server out of reach', new ApiError('network'), 'No se puede llegar al servidor.'],
    ['a wrong address', new ApiError('forbidden-origin', 403), 'El servidor no acepta la dirección'],
  ];
  for (const [name, error, text] of failures) {
    it(`explains ${name} and lets the person try again`, async () => {
      answer = throwError(() => error);
      await fillInAndSend();
      expect(find('.failure').textContent).toContain(text);

      answer = of(ana);
      await send();
      expect(navigateByUrl).toHaveBeenCalledOnceWith('/chat');
    });
  }

  it('says why the last sign-in was ended, until somebody tries again', async () => {
    expect(find('.ended').textContent).toBe('');
    ended.set('deactivated');
    await fixture.whenStable();
    expect(find('.ended').textContent).toContain('Tu cuenta se desactivó');
    answer = throwError(() => new ApiError('wrong-credentials', 401));
    await fillInAndSend();

    expect(find('.ended').textContent).toBe('');
    expect(find('.failure').textContent).toContain('no son correctos');
  });

  it('sends once however often the button is pressed', async () => {
    answer = new Subject();
    await fillInAndSend();
    await send();

    expect(signIn).toHaveBeenCalledTimes(1);
    expect(find('button[type=submit]').textContent).toContain('Entrando…');
  });

  it('shows and hides the password', async () => {
    find('.password button').click();
    await fixture.whenStable();
    expect(find('#password').getAttribute('type')).toBe('text');
    expect(find('.password button').getAttribute('aria-label')).toBe('Ocultar contraseña');

    find('.password button').click();
    await fixture.whenStable();
    expect(find('#password').getAttribute('type')).toBe('password');
  });

  it('says calmly that the server cannot be reached and what happens when it can', async () => {
    unreachable.set(true);
    await fixture.whenStable();

    expect(find('[role=status]').textContent).toContain('En cuanto responda, seguirás donde estabas.');
    expect(find('[role=status] a').getAttribute('href')).toBe('/status');
    expect(find('.failure').textContent).toBe('');
  });

  it('shows no form to whoever may be signed in already, only that nothing is lost', async () => {
    unreachable.set(true);
    await fixture.whenStable();
    expect(find('form').checkVisibility()).toBeFalse();
    expect(find('[role=status]').textContent).toContain('sigue guardado en este navegador');

    unreachable.set(false);
    await fixture.whenStable();
    expect(find('form').checkVisibility()).toBeTrue();
    expect(find('[role=status]').textContent.trim()).toBe('');
  });

  it('leads to what is wrong with the connection, only when it is the connection', async () => {
    const link = (): string | null | undefined => page.querySelector('.failure a')?.getAttribute('href');
    answer = throwError(() => new ApiError('wrong-credentials', 401));
    await fillInAndSend();
    expect(link()).toBeUndefined();

    for (const type of ['network', 'forbidden-origin', 'unavailable'] as const) {
      answer = throwError(() => new ApiError(type));
      await send();
      expect(link()).toBe('/status');
    }
  });

  it('changes the language on the spot', async () => {
    find('app-language-choice [lang=en]').click();
    await fixture.whenStable();

    expect(find('h1').textContent).toBe('Sign in to your account');
    localStorage.clear();
  });
});
