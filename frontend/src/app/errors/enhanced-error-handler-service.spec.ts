import { TestBed } from '@angular/core/testing';
import { ApiError } from '../api';
import { EnhancedErrorHandlerService, Notices } from '.';

describe('EnhancedErrorHandlerService', () => {
  let handler: EnhancedErrorHandlerService;
  let notices: jasmine.SpyObj<Notices>;
  let consoleError: jasmine.Spy;

  beforeEach(() => {
    jasmine.clock().install().mockDate();
    consoleError = spyOn(console, 'error');
    notices = jasmine.createSpyObj<Notices>('Notices', ['error', 'warning']);
    TestBed.configureTestingModule({ providers: [{ provide: Notices, useValue: notices }] });
    handler = TestBed.inject(EnhancedErrorHandlerService);
  });

  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('says nothing about network flicker and an ended sign-in that nobody waited for', () => {
    handler.handleError(new ApiError('network'));
    handler.handleError(new ApiError('timeout'));
    handler.handleError(new ApiError('unauthorized', 401));

    expect(notices.warning).not.toHaveBeenCalled();
    expect(notices.error).not.toHaveBeenCalled();
    expect(consoleError).not.toHaveBeenCalled();
  });

  it('tells whoever waited that the server is out of reach', () => {
    handler.tellFailure(new ApiError('network'));

    expect(notices.warning).toHaveBeenCalledOnceWith('errors.network');
  });

  it('tells why the server refused', () => {
    handler.tellFailure(new ApiError('forbidden', 403));
    handler.tellFailure(new ApiError('not-found', 404));

    expect(notices.error.calls.allArgs()).toEqual([['errors.forbidden'], ['errors.notFound']]);
    expect(consoleError).not.toHaveBeenCalled();
  });

  it('keeps a bug for whoever reads the console, and says it once', () => {
    const bug = new TypeError('x is undefined');
    handler.handleError(bug);
    handler.handleError(bug);

    expect(consoleError).toHaveBeenCalledWith(bug);
    expect(notices.error).toHaveBeenCalledOnceWith('errors.bug');
  });

  it('says the same again when some time has passed', () => {
    handler.tellFailure(new ApiError('forbidden', 403));
    jasmine.clock().tick(10_000);
    handler.tellFailure(new ApiError('forbidden', 403));

    expect(notices.error).toHaveBeenCalledTimes(2);
  });

  it('takes no notice of a browser that measures again', () => {
    handler.handleError(new Error('ResizeObserver loop completed with undelivered notifications.'));

    expect(notices.error).not.toHaveBeenCalled();
    expect(consoleError).not.toHaveBeenCalled();
  });

  it('asks to reload when a file of an older version is gone', () => {
    handler.handleError(new TypeError('Failed to fetch dynamically imported module: /chunk-A.js'));

    expect(notices.error).toHaveBeenCalledOnceWith('errors.newVersion');
  });
});
