import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import type { ProblemReport } from '#contract/problem-reports';
import { ApiError, AppSettings } from '../api';
import { EnhancedErrorHandlerService, Notices } from '.';

describe('EnhancedErrorHandlerService', () => {
  let handler: EnhancedErrorHandlerService;
  let server: HttpTestingController;
  let notices: jasmine.SpyObj<Notices>;
  let consoleError: jasmine.Spy;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    consoleError = spyOn(console, 'error');
    notices = jasmine.createSpyObj<Notices>('Notices', ['error', 'warning', 'bug']);
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), { provide: Notices, useValue: notices }],
    });
    handler = TestBed.inject(EnhancedErrorHandlerService);
    server = TestBed.inject(HttpTestingController);
  });

  afterEach(() => {
    server.verify();
    jasmine.clock().uninstall();
  });

  function saysNothing(): void {
    expect(notices.warning).not.toHaveBeenCalled();
    expect(notices.error).not.toHaveBeenCalled();
    expect(notices.bug).not.toHaveBeenCalled();
    expect(consoleError).not.toHaveBeenCalled();
  }

  describe('about the network', () => {
    it('says nothing where nobody waited', () => {
      handler.handleError(new ApiError('network'));
      handler.handleError(new ApiError('timeout'));
      handler.handleError(new ApiError('unavailable', 503));

      saysNothing();
    });

    it('tells whoever waited', () => {
      handler.tellFailure(new ApiError('timeout'));

      expect(notices.warning).toHaveBeenCalledOnceWith('errors.timeout');
      expect(consoleError).not.toHaveBeenCalled();
    });

    it('is one sentence, however many actions fail and in whatever way', () => {
      handler.tellFailure(new ApiError('network'));
      handler.tellFailure(new ApiError('timeout'));
      handler.tellFailure(new ApiError('unavailable', 503));

      expect(notices.warning).toHaveBeenCalledOnceWith('errors.network');
    });

    it('names the connection, not the symptom, while the server is known to be out of reach', () => {
      let isReachable = false;
      handler.follow(() => isReachable);

      handler.tellFailure(new ApiError('timeout'));
      expect(notices.warning.calls.mostRecent().args).toEqual(['errors.network']);

      isReachable = true;
      jasmine.clock().tick(10_000);
      handler.tellFailure(new ApiError('timeout'));
      expect(notices.warning.calls.mostRecent().args).toEqual(['errors.timeout']);
    });
  });

  it('leaves an ended sign-in to the sign-in page', () => {
    handler.handleError(new ApiError('unauthorized', 401));
    handler.tellFailure(new ApiError('unauthorized', 401));

    saysNothing();
  });

  it('tells why the server refused', () => {
    handler.tellFailure(new ApiError('forbidden', 403));
    handler.tellFailure(new ApiError('not-found', 404));

    expect(notices.error.calls.allArgs()).toEqual([['errors.forbidden'], ['errors.notFound']]);
    expect(consoleError).not.toHaveBeenCalled();
  });

  it('says the same again when some time has passed', () => {
    handler.tellFailure(new ApiError('forbidden', 403));
    handler.tellFailure(new ApiError('forbidden', 403));
    jasmine.clock().tick(10_000);
    handler.tellFailure(new ApiError('forbidden', 403));

    expect(notices.error).toHaveBeenCalledTimes(2);
  });

  it('takes no notice of a browser that measures again', () => {
    handler.handleError(new Error('ResizeObserver loop completed with undelivered notifications.'));

    saysNothing();
  });

  describe('about a file that is not there', () => {
    const missing = new TypeError('Failed to fetch dynamically imported module: /chunk-A.js');

    it('asks to reload', () => {
      handler.handleError(missing);

      expect(notices.error).toHaveBeenCalledOnceWith('errors.missingFile');
    });

    it('names the connection while there is none: reloading would only lose the page', () => {
      handler.follow(() => false);
      handler.handleError(missing);

      expect(notices.warning).toHaveBeenCalledOnceWith('errors.network');
      expect(notices.error).not.toHaveBeenCalled();
    });
  });

  describe('about a bug', () => {
    /** Each bug comes from a place of its own, as bugs do. */
    function bug(message: string): Error {
      return Object.assign(new TypeError(message), { stack: `TypeError: ${message}\n    at show (main.js:1:2)` });
    }

    function reports(): ProblemReport[] {
      return server.match('/api/problem-reports').map(({ request }) => request.body as ProblemReport);
    }

    it('tells the server, and the person under which reference', () => {
      TestBed.inject(AppSettings).use({ ...TestBed.inject(AppSettings).config(), version: '1.2.3' });
      const error = bug('x is undefined');
      handler.handleError(error);

      const [report] = reports();
      expect(report).toEqual({
        reference: jasmine.stringMatching(/^[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}$/),
        message: 'TypeError: x is undefined',
        stack: error.stack,
        page: location.pathname,
        version: '1.2.3',
      });
      expect(notices.bug).toHaveBeenCalledOnceWith(report?.reference ?? '');
      expect(consoleError).toHaveBeenCalledOnceWith(error);
    });

    it('tells it to whoever waited in the same way', () => {
      handler.tellFailure(bug('x is undefined'));

      expect(notices.bug).toHaveBeenCalledOnceWith(reports()[0]?.reference ?? '');
    });

    it('keeps to what a report may hold', () => {
      handler.handleError(Object.assign(bug('y'.repeat(1_000)), { stack: 'z'.repeat(10_000) }));

      const [report] = reports();
      expect(report?.message.length).toBe(500);
      expect(report?.stack?.length).toBe(4_000);
    });

    it('tells of the same one once a minute, and shows the reference it has', () => {
      handler.handleError(bug('x is undefined'));
      jasmine.clock().tick(30_000);
      handler.handleError(bug('x is undefined'));
      const [first, ...others] = reports();
      expect(others).toEqual([]);
      expect(notices.bug.calls.allArgs()).toEqual([[first?.reference ?? ''], [first?.reference ?? '']]);

      jasmine.clock().tick(30_000);
      handler.handleError(bug('x is undefined'));
      const [second] = reports();
      expect(second?.reference).toBeDefined();
      expect(second?.reference).not.toBe(first?.reference);
    });

    it('takes the same words from another place for another bug', () => {
      handler.handleError(bug('x is undefined'));
      handler.handleError(Object.assign(bug('x is undefined'), { stack: 'x is undefined\n    at list (main.js:3:4)' }));

      expect(reports().length).toBe(2);
    });

    it('tells of ten in an hour, and promises no reference that nobody has', () => {
      for (let number = 1; number <= 12; number += 1) {
        jasmine.clock().tick(11_000);
        handler.handleError(bug(`bug ${number}`));
      }
      expect(reports().length).toBe(10);
      expect(notices.bug).toHaveBeenCalledTimes(10);
      expect(notices.error.calls.allArgs()).toEqual([['errors.bug'], ['errors.bug']]);

      jasmine.clock().tick(3_600_000);
      handler.handleError(bug('bug 13'));
      expect(reports().length).toBe(1);
    });

    it('says nothing of a report that fails, and does not report that', () => {
      handler.handleError(bug('x is undefined'));
      server.expectOne('/api/problem-reports').flush(null, { status: 500, statusText: 'Internal Server Error' });
      jasmine.clock().tick(60_000);

      expect(notices.bug).toHaveBeenCalledTimes(1);
      expect(notices.error).not.toHaveBeenCalled();
      expect(consoleError).toHaveBeenCalledTimes(1);
    });

    it('shows the reference of a bug of the server, which knows of it already', () => {
      const problem = { type: 'internal', title: 'Error', status: 500, reference: '0123456789ab' };
      handler.tellFailure(new ApiError('internal', 500, { problem }));

      expect(notices.bug).toHaveBeenCalledOnceWith('0123456789ab');
      expect(reports()).toEqual([]);
    });

    it('does not go round in circles when telling it fails too', () => {
      notices.bug.and.throwError('broken');

      expect(() => {
        handler.handleError(bug('x is undefined'));
      }).not.toThrow();
      expect(consoleError).toHaveBeenCalledTimes(2);
      expect(reports().length).toBe(1);
    });

    it('is what an error of a kind this page does not know yet is', () => {
      handler.tellFailure(new ApiError('out-of-coffee' as 'internal', 418));

      expect(notices.bug).toHaveBeenCalledTimes(1);
      expect(reports().map(({ message }) => message)).toEqual(['ApiError: out-of-coffee 418']);
    });
  });
});
