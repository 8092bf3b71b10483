import { HttpTestingController } from '@angular/common/http/testing';
import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { Subject } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import { defaultPreferences } from '#contract/team-setting-values';
import type { Preferences as PreferenceValues } from '#contract/team-settings';
import { Appearance } from '../appearance';
import { FakeRealtime } from '../chat/testing/fake-realtime';
import { provideChatTesting, signedInUser } from '../chat/testing/provide-chat-testing';
import { EnhancedErrorHandlerService } from '../errors';
import { Language } from '../i18n';
import { SignInStore } from '../sign-in';
import { PageVisibility, TabChannel, type TabMessage } from '../tabs';
import { Preferences } from './preferences';

describe('Preferences', () => {
  let server: HttpTestingController;
  let preferences: Preferences;
  let fromTabs: Subject<TabMessage>;
  let tell: jasmine.Spy<(message: TabMessage) => void>;
  let tellFailure: jasmine.Spy;
  const isVisible = signal(true);

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    isVisible.set(true);
    fromTabs = new Subject();
    tell = jasmine.createSpy('tell');
    tellFailure = jasmine.createSpy('tellFailure');
    TestBed.configureTestingModule({
      providers: [
        provideChatTesting(new FakeRealtime()),
        { provide: TabChannel, useValue: { on: () => fromTabs, tell } },
        { provide: PageVisibility, useValue: { isVisible } },
        { provide: EnhancedErrorHandlerService, useValue: { tellFailure } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    preferences = TestBed.inject(Preferences);
    TestBed.tick();
  });

  afterEach(() => {
    TestBed.inject(Language).use('es');
    TestBed.inject(Appearance).use('system');
    localStorage.clear();
    jasmine.clock().uninstall();
  });

  const whole = (change: Partial<PreferenceValues>) => ({ preferences: { ...defaultPreferences, ...change } });
  const answer = (change: Partial<PreferenceValues> = {}) => {
    const asked = server
      .match({ method: 'GET', url: '/api/auth/me/preferences' })
      .filter(({ cancelled }) => !cancelled);
    expect(asked.length).toBe(1);
    asked[0]?.flush(whole(change));
    TestBed.tick();
  };
  const asked = () => server.expectOne({ method: 'PATCH', url: '/api/auth/me/preferences' });
  const theme = () => TestBed.inject(Appearance).theme();

  it('bring a person’s language and theme to this device', () => {
    expect(preferences.all()).toEqual(defaultPreferences);
    answer({ language: 'en', theme: 'dark' });

    expect(TestBed.inject(Language).code()).toBe('en');
    expect(theme()).toBe('dark');
  });

  it('leave this device its language where the person has chosen none', () => {
    TestBed.inject(Language).use('en');
    answer();

    expect(TestBed.inject(Language).code()).toBe('en');
  });

  it('keep what is chosen anywhere, and tell the other tabs', () => {
    answer();
    TestBed.inject(Appearance).choose('dark');
    const { request } = asked();
    expect(request.body).toEqual({ theme: 'dark' });
    TestBed.inject(Language).choose('en');
    server.expectNone({ method: 'PATCH', url: '/api/auth/me/preferences' });
  });

  it('hold at once, and are stored one after the other', () => {
    answer();
    preferences.change({ sound: false });
    preferences.change({ notify: 'mine' });
    expect(preferences.all()).toEqual({ ...defaultPreferences, sound: false, notify: 'mine' });

    asked().flush(whole({ sound: false }));
    expect(preferences.all().notify).toBe('mine');
    asked().flush(whole({ sound: false, notify: 'mine' }));
    answer({ sound: false, notify: 'mine' });

    expect(preferences.all()).toEqual({ ...defaultPreferences, sound: false, notify: 'mine' });
    expect(tell).toHaveBeenCalledWith({ kind: 'preferences-changed', userId: 'u1' });
  });

  it('are as before where the server does not take them, and the person is told', () => {
    answer();
    TestBed.inject(Appearance).choose('dark');
    TestBed.tick();
    expect(theme()).toBe('dark');
    asked().error(new ProgressEvent('error'));
    TestBed.tick();

    expect(tellFailure).toHaveBeenCalled();
    expect(theme()).toBe('system');
  });

  it('follow what the same person changes in another tab', () => {
    answer();
    fromTabs.next({ kind: 'preferences-changed', userId: 'u2' });
    server.expectNone('/api/auth/me/preferences');
    fromTabs.next({ kind: 'preferences-changed', userId: 'u1' });
    answer({ sound: false });

    expect(preferences.all().sound).toBeFalse();
  });

  it('are asked for again when the tab is looked at after a minute', () => {
    answer();
    const look = () => {
      isVisible.set(false);
      TestBed.tick();
      isVisible.set(true);
      TestBed.tick();
    };
    look();
    server.expectNone('/api/auth/me/preferences');
    jasmine.clock().tick(60_001);
    look();
    answer({ theme: 'dark' });

    expect(theme()).toBe('dark');
  });

  it('are never stored for somebody else', () => {
    answer();
    preferences.change({ sound: false });
    preferences.change({ notify: 'none' });
    (TestBed.inject(SignInStore).user as WritableSignal<SignedInUser | null>).set({ ...signedInUser, id: 'u2' });
    expect(preferences.all()).toEqual(defaultPreferences);
    asked().flush(whole({ sound: false }));

    server.expectNone({ method: 'PATCH', url: '/api/auth/me/preferences' });
    expect(preferences.all().sound).toBeTrue();
  });
});
