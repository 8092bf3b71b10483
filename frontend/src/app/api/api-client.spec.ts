import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { ApiClient, ApiError } from '.';

describe('ApiClient', () => {
  let api: ApiClient;
  let server: HttpTestingController;

  beforeEach(() => {
    jasmine.clock().install();
    TestBed.configureTestingModule({ providers: [provideHttpClient(), provideHttpClientTesting()] });
    api = TestBed.inject(ApiClient);
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    server.verify();
  });

  function failureOf(path: string): () => unknown {
    let failure: unknown;
    api.get(path).subscribe({ error: (error: unknown) => (failure = error) });
    return () => failure;
  }

  it('asks under /api with the cookie, and leaves out what is not given', () => {
    api.get('/conversations', { query: { limit: 50, cursor: undefined } }).subscribe();

    const request = server.expectOne('/api/conversations?limit=50');
    expect(request.request.withCredentials).toBeTrue();
    request.flush({});
  });

  it('reads a problem answer into an ApiError with its field errors', () => {
    const failure = failureOf('/clients');

    server.expectOne('/api/clients').flush(
      {
        type: 'bad-request',
        title: 'Bad',
        status: 400,
        detail: 'Look again',
        errors: [{ path: 'name', message: 'Too long' }],
      },
      { status: 400, statusText: 'Bad Request' },
    );

    expect(failure()).toEqual(jasmine.any(ApiError));
    expect(failure()).toEqual(
      jasmine.objectContaining({
        type: 'bad-request',
        status: 400,
        detail: 'Look again',
        errors: [{ path: 'name', message: 'Too long' }],
      }),
    );
  });

  it('tells how long to wait when asked too often', () => {
    const failure = failureOf('/auth/me');

    server
      .expectOne('/api/auth/me')
      .flush(null, { status: 429, statusText: 'Too Many Requests', headers: { 'Retry-After': '30' } });

    expect(failure()).toEqual(jasmine.objectContaining({ type: 'too-many-requests', retryAfterSeconds: 30 }));
  });

  it('calls an answer of a proxy in front of a dead server unavailable', () => {
    const failure = failureOf('/stats');

    server.expectOne('/api/stats').flush('<html>Bad gateway</html>', { status: 502, statusText: 'Bad Gateway' });

    expect(failure()).toEqual(jasmine.objectContaining({ type: 'unavailable', status: 502 }));
  });

  it('calls a request without any answer a network error', () => {
    const failure = failureOf('/stats');

    server.expectOne('/api/stats').error(new ProgressEvent('error'));

    expect(failure()).toEqual(jasmine.objectContaining({ type: 'network', unanswered: true }));
  });

  it('gives up after the time of the settings', () => {
    const failure = failureOf('/stats');

    const request = server.expectOne('/api/stats');
    jasmine.clock().tick(15_000);

    expect(failure()).toEqual(jasmine.objectContaining({ type: 'timeout', unanswered: true }));
    expect(request.cancelled).toBeTrue();
  });
});
