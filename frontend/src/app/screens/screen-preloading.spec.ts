import { ApplicationRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { Route } from '@angular/router';
import { TranslocoService } from '@jsverse/transloco';
import { of } from 'rxjs';
import type { SignedInUser } from '#contract/accounts';
import { EnhancedErrorHandlerService } from '../errors';
import { forRoles, SignInStore } from '../sign-in';
import { ScreenPreloading } from './screen-preloading';

describe('ScreenPreloading', () => {
  const user = signal<Pick<SignedInUser, 'role'> | null>(null);
  const unreachable = signal(false);
  let isReachable: boolean;
  let texts: string[];
  let loads: jasmine.Spy;

  beforeEach(() => {
    jasmine.clock().install();
    user.set({ role: 'agent' });
    unreachable.set(false);
    isReachable = true;
    texts = [];
    loads = jasmine.createSpy('load').and.returnValue(of(null));
    const transloco = {
      getActiveLang: () => 'es',
      load: (path: string) => {
        texts.push(path);
        return of({});
      },
    };
    TestBed.configureTestingModule({
      providers: [
        { provide: SignInStore, useValue: { user, unreachable } },
        { provide: EnhancedErrorHandlerService, useValue: { isReachable: () => isReachable } },
        { provide: TranslocoService, useValue: transloco },
      ],
    });
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  function preload(route: Route): void {
    TestBed.inject(ScreenPreloading).preload(route, loads).subscribe();
  }

  async function pass(milliseconds: number): Promise<void> {
    jasmine.clock().tick(milliseconds);
    await TestBed.inject(ApplicationRef).whenStable();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  it('fetches a screen and its texts once the page has stood for three seconds', async () => {
    preload({ path: 'chat', data: { texts: ['chat'] } });
    await pass(2_999);
    expect(loads).not.toHaveBeenCalled();
    await pass(1);

    expect(loads).toHaveBeenCalledTimes(1);
    expect(texts).toEqual(['chat/es']);
  });

  it('fetches no screen that is not for this person', async () => {
    preload({ path: 'whatsapp', canMatch: [forRoles('admin')] });
    await pass(3_000);
    expect(loads).not.toHaveBeenCalled();

    user.set({ role: 'admin' });
    preload({ path: 'whatsapp', canMatch: [forRoles('admin')] });
    await pass(3_000);
    expect(loads).toHaveBeenCalledTimes(1);
  });

  it('fetches before anybody has signed in what is there for everybody', async () => {
    user.set(null);
    preload({ path: 'whatsapp', canMatch: [forRoles('admin')] });
    preload({ path: 'status' });
    await pass(3_000);

    expect(loads).toHaveBeenCalledTimes(1);
  });

  it('waits until the server can be reached, for a browser does not ask twice for code it did not get', async () => {
    isReachable = false;
    preload({ path: 'status' });
    await pass(60_000);
    unreachable.set(true);
    isReachable = true;
    await pass(60_000);
    expect(loads).not.toHaveBeenCalled();

    unreachable.set(false);
    await pass(3_000);

    expect(loads).toHaveBeenCalledTimes(1);
  });
});
