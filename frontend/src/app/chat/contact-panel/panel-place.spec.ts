import { Location } from '@angular/common';
import { provideLocationMocks } from '@angular/common/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import type { SignedInUser } from '#contract/accounts';
import { SignInStore } from '../../sign-in';
import { until } from '../../tabs/testing/until';
import { signedInUser } from '../testing/provide-chat-testing';
import { PanelPlace } from './panel-place';

describe('The place of the contact panel', () => {
  const user = signal<SignedInUser | null>(signedInUser);
  const keys = ['u1', 'u2'].map((id) => `condorito.contact-panel/${id}`);
  let place: PanelPlace;
  let router: Router;
  let matchMedia: jasmine.Spy<typeof window.matchMedia>;

  beforeEach(() => {
    matchMedia = spyOn(window, 'matchMedia');
  });

  /** As in a window of this width, in pixels. */
  async function begin(width: number): Promise<void> {
    matchMedia.and.callFake((query) => {
      const [, bound, limit] = /\((min|max)-width: (\d+)px\)/.exec(query) ?? [];
      const matches = bound === 'min' ? width >= Number(limit) : width <= Number(limit);
      return Object.assign(new EventTarget(), { matches }) as MediaQueryList;
    });
    user.set(signedInUser);
    TestBed.configureTestingModule({
      providers: [
        provideRouter([{ path: 'chat/:id', children: [] }]),
        provideLocationMocks(),
        { provide: SignInStore, useValue: { user } },
      ],
    });
    router = TestBed.inject(Router);
    router.setUpLocationChangeListener();
    await router.navigateByUrl('/chat/c1');
    place = TestBed.inject(PanelPlace);
  }

  afterEach(() => {
    for (const key of keys) localStorage.removeItem(key);
  });

  it('is beside the conversation where there is room, folded at first', async () => {
    await begin(1_440);

    expect(place.form()).toBe('beside');
    expect(place.isOpen()).toBeFalse();
  });

  it('there stays as each person has left it on this device', async () => {
    await begin(1_440);
    place.open();
    expect(place.isOpen()).toBeTrue();
    user.set({ ...signedInUser, id: 'u2' });
    expect(place.isOpen()).toBeFalse();
    await router.navigateByUrl('/chat/c2');

    TestBed.resetTestingModule();
    await begin(1_440);
    expect(place.isOpen()).toBeTrue();
    place.close();
    expect(localStorage.getItem(keys[0] ?? '')).toBeNull();
    expect(router.url).toBe('/chat/c1');
  });

  for (const [width, form] of [
    [1_024, 'instead'],
    [390, 'page'],
  ] as const) {
    it(`is a place in the history where there is none (${form})`, async () => {
      await begin(width);
      expect(place.form()).toBe(form);
      place.open();
      await until(() => place.isOpen());
      expect(router.url).toBe('/chat/c1?panel=contact');

      TestBed.inject(Location).back();
      await until(() => !place.isOpen());
      expect(router.url).toBe('/chat/c1');
    });
  }

  it('is gone from the address once it is closed', async () => {
    await begin(390);
    place.open();
    await until(() => place.isOpen());
    place.close();
    await until(() => !place.isOpen());

    expect(router.url).toBe('/chat/c1');
  });

  it('is left behind with the conversation', async () => {
    await begin(390);
    place.open();
    await until(() => place.isOpen());
    await router.navigateByUrl('/chat/c2');

    expect(place.isOpen()).toBeFalse();
  });

  it('opened by its address is closed without leaving the conversation', async () => {
    await begin(390);
    await router.navigateByUrl('/chat/c9?panel=contact');
    expect(place.isOpen()).toBeTrue();
    place.close();
    await until(() => !place.isOpen());

    expect(router.url).toBe('/chat/c9');
  });
});
