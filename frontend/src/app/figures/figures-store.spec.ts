import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal, type WritableSignal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { SignedInUser } from '#contract/accounts';
import { FakeRealtime, provideFakeRealtime } from '../chat/testing/fake-realtime';
import { SignInStore } from '../sign-in';
import { FiguresStore } from './figures-store';
import { statsAnswer, statsUpdated } from './testing/figures-fixtures';

const ana: SignedInUser = { id: 'u1', name: 'Ana', email: 'ana@demo.test', role: 'agent', clientCode: 'demo' };

describe('FiguresStore', () => {
  let realtime: FakeRealtime;
  let server: HttpTestingController;
  let user: WritableSignal<SignedInUser | null>;
  let figures: InstanceType<typeof FiguresStore>;

  beforeEach(() => {
    jasmine.clock().install();
    realtime = new FakeRealtime();
    user = signal<SignedInUser | null>(ana);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideFakeRealtime(realtime),
        { provide: SignInStore, useValue: { user } },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    figures = TestBed.inject(FiguresStore);
    TestBed.tick();
  });

  afterEach(() => {
    server.verify();
    jasmine.clock().uninstall();
  });

  const request = () => server.expectOne('/api/stats');

  it('are unknown until they are fetched, and then follow what is told', () => {
    expect(figures.stats()).toBeNull();
    expect(figures.unread()).toBe(0);

    request().flush(statsAnswer(3, 1));
    expect(figures.unread()).toBe(3);

    realtime.emit('stats_updated', statsUpdated(5, 2));
    expect(figures.unread()).toBe(5);
    realtime.emit('stats_updated', statsUpdated(0, 3));
    expect(figures.unread()).toBe(0);
  });

  it('never go back to what was before, whichever way it comes', () => {
    const late = request();
    realtime.emit('stats_updated', statsUpdated(1, 5));
    late.flush(statsAnswer(9, 4));
    expect(figures.unread()).toBe(1);

    realtime.emit('stats_updated', statsUpdated(8, 3));
    expect(figures.unread()).toBe(1);
  });

  it('are fetched again when everything starts over, and are taken whatever that server’s clock says', () => {
    request().flush(statsAnswer(3, 50));

    realtime.startOver$.next();
    expect(figures.unread()).toBe(3);
    request().flush(statsAnswer(2, 10));
    expect(figures.unread()).toBe(2);
  });

  it('are asked for again after a failure', () => {
    request().error(new ProgressEvent('error'));
    jasmine.clock().tick(9_999);
    server.expectNone('/api/stats');
    jasmine.clock().tick(1);
    request().flush(statsAnswer(3, 1));

    expect(figures.unread()).toBe(3);
  });

  it('are forgotten at sign-out, and fetched for whoever comes next', () => {
    request().flush(statsAnswer(3, 50));

    user.set(null);
    TestBed.tick();
    expect(figures.stats()).toBeNull();
    realtime.emit('stats_updated', statsUpdated(5, 60));
    expect(figures.stats()).toBeNull();

    user.set({ ...ana, id: 'u2', clientCode: 'other' });
    TestBed.tick();
    request().flush(statsAnswer(1, 20));
    expect(figures.unread()).toBe(1);
  });

  it('are not an operator’s', () => {
    request().flush(statsAnswer(3, 1));

    user.set({ ...ana, id: 'u3', role: 'operator', clientCode: null });
    TestBed.tick();

    server.expectNone('/api/stats');
    expect(figures.stats()).toBeNull();
  });
});
