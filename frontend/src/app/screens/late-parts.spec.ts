import { ApplicationRef, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { of, throwError } from 'rxjs';
import { EnhancedErrorHandlerService } from '../errors';
import { SignInStore } from '../sign-in';
import { LateParts, type PartCode } from './late-parts';

describe('LateParts', () => {
  const missing = new TypeError('Failed to fetch dynamically imported module: /chunk-A.js');
  let isReachable: boolean;
  let tellFailure: jasmine.Spy;
  let load: jasmine.Spy;
  let parts: LateParts;

  beforeEach(() => {
    jasmine.clock().install();
    isReachable = true;
    tellFailure = jasmine.createSpy('tellFailure');
    load = jasmine.createSpy('load').and.returnValue(of({}));
    TestBed.configureTestingModule({
      providers: [
        { provide: SignInStore, useValue: { unreachable: signal(false) } },
        { provide: TranslocoService, useValue: { getActiveLang: () => 'es', load } },
        { provide: EnhancedErrorHandlerService, useValue: { isReachable: () => isReachable, tellFailure } },
      ],
    });
    parts = TestBed.inject(LateParts);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  async function pass(milliseconds: number): Promise<void> {
    jasmine.clock().tick(milliseconds);
    await TestBed.inject(ApplicationRef).whenStable();
    for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  }

  const code = () => jasmine.createSpy<PartCode>('code').and.resolveTo({});
  const missingCode = () => jasmine.createSpy<PartCode>('missing').and.rejectWith(missing);

  it('are fetched once the page has stood for three seconds, each whatever comes of the others', async () => {
    const [lost, menu] = [missingCode(), code()];
    parts.fetchAhead([lost, menu]);
    await pass(2_999);
    expect(menu).not.toHaveBeenCalled();

    await pass(1);

    expect(menu).toHaveBeenCalledTimes(1);
    expect(tellFailure).not.toHaveBeenCalled();
  });

  it('bring what they say along, each whatever comes of the others', async () => {
    load.withArgs('lost/es').and.returnValue(throwError(() => new Error('404')));
    parts.fetchAhead([], ['lost', 'menu']);
    await pass(2_999);
    expect(load).not.toHaveBeenCalled();

    await pass(1);

    expect(load.calls.allArgs()).toEqual([['lost/es'], ['menu/es']]);
  });

  it('are not fetched ahead while the server is out of reach, for a browser does not ask twice', async () => {
    const menu = code();
    isReachable = false;
    parts.expect(menu);
    parts.fetchAhead([menu]);
    await pass(60_000);
    expect(menu).not.toHaveBeenCalled();

    isReachable = true;
    await pass(3_000);

    expect(menu).toHaveBeenCalledTimes(1);
  });

  it('are there when they are needed', async () => {
    const menu = {};
    expect(await parts.need(() => Promise.resolve(menu))).toBe(menu);
  });

  it('are told of where they are needed and cannot be had', async () => {
    expect(await parts.need(missingCode())).toBeUndefined();
    expect(tellFailure).toHaveBeenCalledOnceWith(missing);
  });
});
