import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting, type TestRequest } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { catchError, of, Subject } from 'rxjs';
import { ApiClient } from '../api';
import { DebounceService } from '.';

describe('DebounceService', () => {
  let server: HttpTestingController;
  let typed: Subject<string>;
  let found: string[];

  beforeEach(() => {
    jasmine.clock().install();
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    server = TestBed.inject(HttpTestingController);
    const api = TestBed.inject(ApiClient);
    typed = new Subject();
    found = [];
    typed
      .pipe(
        TestBed.inject(DebounceService).latest(
          (q) => api.get<string>('/search', { query: { q } }).pipe(catchError(() => of('failed'))),
          { atOnce: (q) => q === '' },
        ),
      )
      .subscribe((answer) => found.push(answer));
  });

  afterEach(() => {
    server.verify();
    jasmine.clock().uninstall();
  });

  function type(...words: string[]): void {
    for (const word of words) {
      typed.next(word);
      jasmine.clock().tick(199);
    }
  }

  function request(words: string): TestRequest {
    return server.expectOne(({ params }) => params.get('q') === words);
  }

  it('sends nothing while somebody types, and the last word after 200 ms of silence', () => {
    type('J', 'Jo', 'José');
    server.expectNone(() => true);

    jasmine.clock().tick(1);
    request('José').flush('3 people');

    expect(found).toEqual(['3 people']);
  });

  it('cancels the request that was overtaken with the next letter, not after the next pause', () => {
    type('Jo');
    jasmine.clock().tick(1);
    const overtaken = request('Jo');

    typed.next('José');
    expect(overtaken.cancelled).toBeTrue();

    jasmine.clock().tick(200);
    request('José').flush('3 people');
    expect(found).toEqual(['3 people']);
  });

  it('does not wait where nothing is going to follow', () => {
    type('Jo');
    typed.next('');

    request('').flush('everybody');
    jasmine.clock().tick(1_000);

    expect(found).toEqual(['everybody']);
  });

  it('goes on after a search that failed', () => {
    type('Jo');
    jasmine.clock().tick(1);
    request('Jo').error(new ProgressEvent('error'));
    type('José');
    jasmine.clock().tick(1);
    request('José').flush('3 people');

    expect(found).toEqual(['failed', '3 people']);
  });
});
