import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { ApplicationRef, Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { NavigationEnd, provideRouter, Router } from '@angular/router';
import { RouterTestingHarness } from '@angular/router/testing';
import type { SignedInUser } from '#contract/accounts';
import { ApiClient, AppSettings, SettingsLoader } from '../api';
import { expiredSignIn, forRoles, homeOf, signedIn, signedOut, SignInStore } from '.';
import { TabChannel, type TabMessage } from '../tabs';
import { openTab, type OpenTab } from '../tabs/testing/open-tab';
import { until } from '../tabs/testing/until';

@Component({ template: 'page' })
class Page {}

describe('SignInStore', () => {
  const ana: SignedInUser = { id: 'u1', name: 'Ana', email: 'ana@demo.mx', role: 'agent', clientCode: 'demo' };
  const beto: SignedInUser = { id: 'u2', name: 'Beto', email: 'beto@demo.mx', role: 'agent', clientCode: 'demo' };
  let store: SignInStore;
  let server: HttpTestingController;
  let router: Router;
  let otherTab: OpenTab;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(withInterceptors([expiredSignIn])),
        provideHttpClientTesting(),
        provideRouter([
          { path: 'login', component: Page, canActivate: [signedOut] },
          { path: 'chat', component: Page, canActivate: [signedIn] },
          { path: 'whatsapp', component: Page, canMatch: [forRoles('admin')], canActivate: [signedIn] },
          { path: 'clients', component: Page },
          { path: '**', redirectTo: 'chat' },
        ]),
      ],
    });
    store = TestBed.inject(SignInStore);
    server = TestBed.inject(HttpTestingController);
    router = TestBed.inject(Router);
    otherTab = openTab(TabChannel);
  });

  afterEach(() => {
    server.verify();
    otherTab.close();
  });

  function signInAs(user: SignedInUser): void {
    store.signIn({ email: user.email, password: 'secret' }).subscribe();
    server.expectOne('/api/auth/login').flush({ token: 't1', user });
  }

  it('knows whoever the cookie still stands for', () => {
    store.restore().subscribe();
    server.expectOne('/api/auth/me').flush({ user: ana });

    expect(store.user()).toEqual(ana);
    expect(store.unreachable()).toBeFalse();
  });

  it('is signed out when nobody is known, and says so when the server cannot be asked', () => {
    store.restore().subscribe();
    server.expectOne('/api/auth/me').flush(null, { status: 401, statusText: 'Unauthorized' });
    expect(store.user()).toBeNull();
    expect(store.unreachable()).toBeFalse();

    store.restore().subscribe();
    server.expectOne('/api/auth/me').error(new ProgressEvent('error'));
    expect(store.unreachable()).toBeTrue();
  });

  describe('while the server cannot be asked', () => {
    beforeEach(() => {
      jasmine.clock().install().mockDate();
    });

    afterEach(() => {
      jasmine.clock().uninstall();
    });

    async function startAt(page: string): Promise<void> {
      TestBed.inject(SettingsLoader).load().subscribe();
      server.expectOne('/api/config').flush(TestBed.inject(AppSettings).config());
      store.restore().subscribe();
      getNoAnswer();
      await RouterTestingHarness.create(page);
    }

    function pass(milliseconds: number): void {
      TestBed.tick();
      jasmine.clock().tick(milliseconds);
    }

    function getNoAnswer(): void {
      server.expectOne('/api/auth/me').error(new ProgressEvent('error'));
    }

    it('asks again, less and less often, and goes on to the page that was asked for', async () => {
      await startAt('/whatsapp?tab=2');
      expect(router.url).toContain('/login');
      for (const pause of [2_000, 4_000, 8_000]) {
        pass(pause - 1);
        server.expectNone('/api/auth/me');
        pass(1);
        if (pause < 8_000) getNoAnswer();
      }
      server.expectOne('/api/auth/me').flush({ user: { ...ana, role: 'admin' } });
      await settled();

      expect(store.unreachable()).toBeFalse();
      expect(router.url).toBe('/whatsapp?tab=2');
    });

    it('asks at once when the network is back', async () => {
      await startAt('/chat');
      pass(0);
      dispatchEvent(new Event('online'));
      server.expectOne('/api/auth/me').flush({ user: ana });
      await settled();

      expect(router.url).toBe('/chat');
    });

    it('asks for the settings first where they are not there yet', async () => {
      store.restore().subscribe();
      getNoAnswer();
      await RouterTestingHarness.create('/chat');
      pass(2_000);
      const settings = { ...TestBed.inject(AppSettings).config(), version: '9.9.9' };
      server.expectOne('/api/config').flush(settings);
      server.expectOne('/api/auth/me').flush({ user: ana });
      await settled();

      expect(TestBed.inject(AppSettings).config().version).toBe('9.9.9');
    });

    it('stays on the sign-in page where nobody turns out to be signed in, and asks no more', async () => {
      await startAt('/chat');
      pass(2_000);
      server.expectOne('/api/auth/me').flush(null, { status: 401, statusText: 'Unauthorized' });
      await settled();
      pass(60_000);

      expect(store.unreachable()).toBeFalse();
      expect(router.url).toBe('/login?next=%2Fchat');
    });

    it('asks no more once somebody has signed in', async () => {
      await startAt('/chat');
      signInAs(ana);
      pass(60_000);

      expect(store.user()).toEqual(ana);
    });

    it('does not lead anybody away from a page that is for everybody', async () => {
      await startAt('/clients');
      pass(2_000);
      server.expectOne('/api/auth/me').flush({ user: ana });
      await settled();

      expect(router.url).toBe('/clients');
    });
  });

  it('keeps the user and, in memory, the token after signing in', () => {
    signInAs(ana);

    expect(store.user()).toEqual(ana);
    expect(store.token()).toBe('t1');
  });

  it('signs out on the server, tells the other tabs and goes to the sign-in page', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/chat');
    const told = toldToTheOtherTab('signed-out');
    store.signOut().subscribe();
    server.expectOne('/api/auth/logout').flush(null);
    await settled();

    expect(store.user()).toBeNull();
    await until(() => told.length > 0);
    expect(router.url).toContain('/login');
  });

  it('signs out here when another tab does', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/chat');
    otherTab.get(TabChannel).tell({ kind: 'signed-out' });
    await until(() => router.url.startsWith('/login'));

    expect(store.user()).toBeNull();
  });

  it('tells the other tabs who has signed in', async () => {
    const told = toldToTheOtherTab('signed-in');
    signInAs(ana);

    await until(() => told.length > 0);

    expect(told).toEqual([{ kind: 'signed-in', userId: 'u1' }]);
  });

  it('stops being one user at once when another signs in in another tab, and becomes that one', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/chat');
    const visited: string[] = [];
    router.events.subscribe((event) => {
      if (event instanceof NavigationEnd) visited.push(event.urlAfterRedirects);
    });
    otherTab.get(TabChannel).tell({ kind: 'signed-in', userId: 'u2' });
    await until(() => !store.user());
    expect(store.token()).toBeNull();

    (await question()).flush({ user: beto });
    await until(() => visited.length > 1);

    expect(store.user()).toEqual(beto);
    expect(visited).toEqual(['/login', '/chat']);
  });

  it('follows a sign-in in another tab from the sign-in page to the page that was asked for', async () => {
    await RouterTestingHarness.create('/whatsapp');
    otherTab.get(TabChannel).tell({ kind: 'signed-in', userId: 'u3' });

    (await question()).flush({ user: { ...beto, id: 'u3', role: 'admin' } });

    await until(() => router.url === '/whatsapp');
  });

  it('stays out when the server knows nobody, whatever another tab said', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/chat');
    otherTab.get(TabChannel).tell({ kind: 'signed-in', userId: 'u2' });

    (await question()).flush(null, { status: 401, statusText: 'Unauthorized' });
    await settled();

    expect(store.user()).toBeNull();
    expect(router.url).toBe('/login');
  });

  it('does nothing when the same user signs in in another tab', async () => {
    signInAs(ana);
    const third = openTab(TabChannel);
    const heard: TabMessage[] = [];
    third
      .get(TabChannel)
      .on('signed-in')
      .subscribe((message) => heard.push(message));
    otherTab.get(TabChannel).tell({ kind: 'signed-in', userId: 'u1' });
    await until(() => heard.length > 0);
    third.close();

    expect(store.user()).toEqual(ana);
    server.expectNone('/api/auth/me');
  });

  it('does not believe an answer from before a sign-out', async () => {
    store.restore().subscribe();
    const answer = server.expectOne('/api/auth/me');
    signInAs(ana);
    store.signOut().subscribe();
    server.expectOne('/api/auth/logout').flush(null);
    await settled();

    answer.flush({ user: ana });

    expect(store.user()).toBeNull();
  });

  it('leads to the sign-in page once when several requests are answered 401, and remembers the page', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/chat');
    const navigate = spyOn(router, 'navigate').and.callThrough();
    const api = TestBed.inject(ApiClient);
    for (const path of ['/stats', '/events']) api.get(path).subscribe({ error: () => undefined });
    for (const path of ['/api/stats', '/api/events']) {
      server.expectOne(path).flush(null, { status: 401, statusText: 'Unauthorized' });
    }
    await settled();

    expect(navigate).toHaveBeenCalledTimes(1);
    expect(router.url).toBe('/login?next=%2Fchat');
  });

  it('says why the server ended a sign-in, also after the page was loaded again, until somebody signs in', async () => {
    const unauthorized = [
      { type: 'unauthorized', title: 'Sign in first', status: 401, ended: 'deactivated' },
      { status: 401, statusText: 'Unauthorized' },
    ] as const;
    signInAs(ana);
    await RouterTestingHarness.create('/chat');
    TestBed.inject(ApiClient)
      .get('/stats')
      .subscribe({ error: () => undefined });
    server.expectOne('/api/stats').flush(...unauthorized);
    await settled();
    expect(store.ended()).toBe('deactivated');

    signInAs(ana);
    expect(store.ended()).toBeNull();
    store.restore().subscribe();
    server.expectOne('/api/auth/me').flush(...unauthorized);
    expect(store.ended()).toBe('deactivated');
  });

  it('stays on the sign-in page when the password was wrong', () => {
    let failure: unknown;
    store
      .signIn({ email: 'ana@demo.mx', password: 'wrong' })
      .subscribe({ error: (error: unknown) => (failure = error) });
    server
      .expectOne('/api/auth/login')
      .flush({ type: 'wrong-credentials', title: 'Wrong', status: 401 }, { status: 401, statusText: 'Unauthorized' });

    expect(failure).toEqual(jasmine.objectContaining({ type: 'wrong-credentials' }));
    expect(store.user()).toBeNull();
  });

  it('asks whoever is not signed in to sign in first', async () => {
    await RouterTestingHarness.create('/chat');

    expect(router.url).toBe('/login?next=%2Fchat');
  });

  it('does not show the sign-in page to whoever is signed in', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/login');

    expect(router.url).toBe('/chat');
  });

  it('lets only the roles of a route in', async () => {
    signInAs(ana);
    await RouterTestingHarness.create('/whatsapp');
    expect(router.url).toBe('/chat');

    signInAs({ ...ana, role: 'admin' });
    await router.navigateByUrl('/whatsapp');
    expect(router.url).toBe('/whatsapp');
  });

  it('starts an operator at the clients and everyone else at the chat', () => {
    expect(homeOf({ role: 'operator' })).toBe('/clients');
    expect(homeOf({ role: 'admin' })).toBe('/chat');
  });

  function toldToTheOtherTab(kind: TabMessage['kind']): TabMessage[] {
    const told: TabMessage[] = [];
    otherTab
      .get(TabChannel)
      .on(kind)
      .subscribe((message) => told.push(message));
    return told;
  }

  /** Waits for the server to be asked who is signed in. */
  function question(): Promise<TestRequest> {
    return until(() => server.match('/api/auth/me').at(0));
  }

  /** Until the navigation under way is over. */
  async function settled(): Promise<void> {
    await TestBed.inject(ApplicationRef).whenStable();
  }
});
