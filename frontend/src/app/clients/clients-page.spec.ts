import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import type { Client, SignedInUser } from '#contract/accounts';
import scopeEs from '../../../public/i18n/clients/es.json';
import { FakeRealtime, provideFakeRealtime } from '../chat/testing/fake-realtime';
import { Notices } from '../errors';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { SignInStore } from '../sign-in';
import { ClientsPage } from './clients-page';

describe('ClientsPage', () => {
  const operator: SignedInUser = { id: 'o1', name: 'Ola', email: 'ola@host.test', role: 'operator', clientCode: null };
  const user = signal<SignedInUser | null>(operator);
  let fixture: ComponentFixture<ClientsPage>;
  let page: HTMLElement;
  let server: HttpTestingController;

  beforeEach(async () => {
    user.set(operator);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideTestLanguages({ 'clients/es': scopeEs }),
        provideTranslocoScope('clients'),
        provideFakeRealtime(new FakeRealtime()),
        { provide: SignInStore, useValue: { user } },
        { provide: Notices, useValue: jasmine.createSpyObj<Notices>('Notices', ['success', 'error', 'warning']) },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    await open();
  });

  afterEach(() => {
    fixture.destroy();
    server.verify();
  });

  async function open(): Promise<void> {
    fixture = TestBed.createComponent(ClientsPage);
    page = fixture.nativeElement as HTMLElement;
    await settled();
  }

  /** Not `whenStable`: the page counts as unstable while its list is on the way. */
  async function settled(): Promise<void> {
    TestBed.tick();
    await Promise.resolve();
    TestBed.tick();
  }

  async function answer(...names: string[]): Promise<void> {
    const items = names.map((name): Client => ({
      clientCode: name.toLowerCase(),
      name,
      timeZone: 'UTC',
      createdAt: '2026-01-01T00:00:00.000Z',
    }));
    server.expectOne('/api/clients').flush({ items });
    await settled();
  }

  function names(): string[] {
    return [...page.querySelectorAll('.name')].map(({ textContent }) => textContent);
  }

  it('shows that it is loading, then the clients', async () => {
    expect(page.querySelector('app-skeleton')).not.toBeNull();

    await answer('Condor', 'Quetzal');

    expect(names()).toEqual(['Condor', 'Quetzal']);
    expect(page.querySelector('app-skeleton')).toBeNull();
  });

  it('offers to try again', async () => {
    server.expectOne('/api/clients').error(new ProgressEvent('error'));
    await settled();

    page.querySelector<HTMLButtonElement>('app-error-state button')?.click();
    await settled();
    await answer('Condor');

    expect(names()).toEqual(['Condor']);
  });

  it('shows the clients at once when it is opened again, and what is new behind it', async () => {
    await answer('Condor');
    fixture.destroy();
    await open();
    expect(names()).toEqual(['Condor']);

    await answer('Condor', 'Quetzal');

    expect(names()).toEqual(['Condor', 'Quetzal']);
  });

  it('shows nothing from before to somebody else', async () => {
    await answer('Condor');
    fixture.destroy();
    user.set({ ...operator, id: 'o2' });
    await open();

    expect(names()).toEqual([]);
    await answer('Quetzal');
    expect(names()).toEqual(['Quetzal']);
  });

  it('says which of code and address is somebody else’s', async () => {
    await answer();
    const type = (name: string, text: string) => {
      const input = page.querySelector<HTMLInputElement>(`#${name}`);
      if (!input) throw new Error(`There is no field ${name}.`);
      input.value = text;
      input.dispatchEvent(new Event('input'));
    };
    const send = async (path: string) => {
      page.querySelector('form')?.dispatchEvent(new Event('submit'));
      await settled();
      const errors = [{ path, message: 'In use already.' }];
      server
        .expectOne({ method: 'POST', url: '/api/clients' })
        .flush({ type: 'conflict', title: '', status: 409, errors }, { status: 409, statusText: 'Conflict' });
      await settled();
      return page.querySelector('[role=alert]')?.textContent;
    };
    type('clientCode', 'condor');
    type('name', 'Condor');
    type('adminName', 'Ana');
    type('adminEmail', 'ana@demo.test');
    type('adminPassword', 'long enough');

    expect(await send('clientCode')).toContain('código ya es de otro cliente');
    expect(await send('email')).toContain('correo ya entra en esta instalación');
  });

  it('takes no name that the server would refuse, and says how long it may be', async () => {
    await answer();
    const input = page.querySelector<HTMLInputElement>('#name');
    if (input) input.value = 'x'.repeat(121);
    input?.dispatchEvent(new Event('input'));
    page.querySelector('form')?.dispatchEvent(new Event('submit'));
    await settled();

    expect(page.querySelector('#name-note')?.className).toBe('field-error');
    expect(page.querySelector('#name-note')?.textContent).toContain('120');
  });
});
