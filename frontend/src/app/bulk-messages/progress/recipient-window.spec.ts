import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import type { BulkRecipient } from '#contract/bulk-campaigns';
import { FakeRealtime, provideFakeRealtime } from '../../chat/testing/fake-realtime';
import { CampaignStore } from '../campaigns/campaign-store';
import { testRecipient } from '../testing/test-campaign';
import { RecipientWindow } from './recipient-window';

describe('RecipientWindow', () => {
  const PAGE = 200;
  let server: HttpTestingController;
  let window: RecipientWindow;

  beforeEach(() => {
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideFakeRealtime(new FakeRealtime()),
        { provide: CampaignStore, useValue: { id: signal('c1') } },
        RecipientWindow,
      ],
    });
    server = TestBed.inject(HttpTestingController);
    window = TestBed.inject(RecipientWindow);
  });

  afterEach(() => {
    server.verify();
  });

  const asked = (): TestRequest => server.expectOne(({ url }) => url === '/api/bulk-campaigns/c1/recipients');
  const rows = (from: number, given: Partial<BulkRecipient> = {}): BulkRecipient[] =>
    Array.from({ length: PAGE }, (_, index) => testRecipient({ id: String(from + index), ...given }));

  function openTwoPages(): void {
    window.look(null);
    asked().flush({ items: rows(0), nextCursor: '200' });
    window.loadMore();
    const more = asked();
    expect(more.request.params.get('cursor')).toBe('200');
    more.flush({ items: rows(PAGE), nextCursor: '400' });
  }

  it('grows page by page, once at a time, to the end', () => {
    openTwoPages();
    window.loadMore();
    window.loadMore();
    asked().flush({ items: [testRecipient({ id: '400' })], nextCursor: null });
    window.loadMore();

    expect(window.rows().map(({ id }) => id)).toEqual(Array.from({ length: 401 }, (_, index) => String(index)));
  });

  it('reads again the pages that are looked at, and leaves the others as they are', () => {
    openTwoPages();
    window.refresh({ first: 250, last: 270 });
    const request = asked();
    expect(request.request.params.get('cursor')).toBe('200');
    request.flush({ items: rows(PAGE, { status: 'read' }), nextCursor: '400' });

    expect(window.rows()[0]?.status).toBe('pending');
    expect(window.rows()[250]?.status).toBe('read');
    expect(window.rows().length).toBe(400);
  });

  it('reads both pages again where both are looked at', () => {
    openTwoPages();
    window.refresh({ first: 190, last: 210 });
    asked().flush({ items: rows(0, { status: 'sent' }), nextCursor: '200' });
    asked().flush({ items: rows(PAGE, { status: 'read' }), nextCursor: '400' });

    expect(
      window
        .rows()
        .slice(199, 201)
        .map(({ status }) => status),
    ).toEqual(['sent', 'read']);
  });

  it('begins those in one state anew, while their beginning is looked at', () => {
    window.look('failed');
    asked().flush({ items: rows(0, { status: 'failed' }), nextCursor: '200' });
    window.refresh({ first: 20, last: 40 });
    window.refresh({ first: 0, last: 20 });
    const request = asked();
    expect(request.request.params.get('status')).toBe('failed');
    request.flush({ items: [testRecipient({ id: 'new', status: 'failed' })], nextCursor: null });

    expect(window.rows().map(({ id }) => id)).toEqual(['new']);
  });

  it('lets go of what was asked for another state', () => {
    window.look('failed');
    const old = asked();
    window.look('read');
    expect(old.cancelled).toBeTrue();
    asked().flush({ items: [testRecipient()], nextCursor: null });

    expect(window.rows().length).toBe(1);
  });

  it('says that more could not be read, and asks again when somebody wants it', () => {
    window.look(null);
    asked().flush({ items: rows(0), nextCursor: '200' });
    window.loadMore();
    asked().error(new ProgressEvent('error'));
    expect(window.more()).toBe('failed');

    window.loadMore();
    asked().flush({ items: [], nextCursor: null });

    expect(window.more()).toBe('idle');
    expect(window.hasMore()).toBeFalse();
  });
});
