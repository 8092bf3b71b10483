import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { Component, ErrorHandler } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter, Router } from '@angular/router';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { MissedScreenNote } from './missed-screen-note';
import { OPEN_ANEW, type OpenAnew } from './open-anew';
import { screenFeatures } from './screen-features';

@Component({ template: '' })
class Page {}

describe('a screen whose code cannot be fetched', () => {
  const missing = new TypeError('Failed to fetch dynamically imported module: /chunk-A.js');
  let anew: jasmine.SpyObj<OpenAnew>;
  let errors: jasmine.SpyObj<ErrorHandler>;
  let server: HttpTestingController;
  let router: Router;
  let note: HTMLElement;

  beforeEach(async () => {
    jasmine.clock().install().mockDate();
    anew = jasmine.createSpyObj<OpenAnew>('OpenAnew', { once: true, again: undefined, forget: undefined });
    errors = jasmine.createSpyObj<ErrorHandler>('ErrorHandler', ['handleError']);
    TestBed.configureTestingModule({
      providers: [
        provideHttpClient(),
        provideHttpClientTesting(),
        provideTestLanguages(),
        provideRouter(
          [
            { path: 'here', component: Page },
            { path: 'missing', loadComponent: () => Promise.reject(missing) },
            { path: 'broken', loadComponent: () => Promise.reject(new Error('A bug')) },
          ],
          ...screenFeatures(),
        ),
        { provide: OPEN_ANEW, useValue: anew },
        { provide: ErrorHandler, useValue: errors },
      ],
    });
    server = TestBed.inject(HttpTestingController);
    router = TestBed.inject(Router);
    note = TestBed.createComponent(MissedScreenNote).nativeElement as HTMLElement;
    await router.navigateByUrl('/here');
    anew.forget.calls.reset();
  });

  afterEach(() => {
    jasmine.clock().uninstall();
    server.verify();
  });

  function text(): string {
    TestBed.tick();
    return note.textContent.trim();
  }

  function answer(): void {
    server.expectOne('/api/config').flush({});
  }

  function getNoAnswer(): void {
    server.expectOne('/api/config').error(new ProgressEvent('error'));
  }

  it('is opened by loading the page anew, at once where the server answers', async () => {
    await router.navigateByUrl('/missing?tab=2');
    answer();

    expect(anew.once).toHaveBeenCalledOnceWith('/missing?tab=2');
    expect(router.url).toBe('/here');
    expect(text()).toBe('');
    expect(errors.handleError).not.toHaveBeenCalled();
  });

  it('is announced while the server is out of reach, and opens as soon as it answers', async () => {
    await router.navigateByUrl('/missing');
    getNoAnswer();
    expect(text()).toContain('Se abrirá sola');
    jasmine.clock().tick(2_000);
    getNoAnswer();
    jasmine.clock().tick(3_999);
    expect(anew.once).not.toHaveBeenCalled();

    dispatchEvent(new Event('online'));
    answer();

    expect(anew.once).toHaveBeenCalledOnceWith('/missing');
  });

  it('counts a server that says nothing as out of reach', async () => {
    await router.navigateByUrl('/missing');
    const request = server.expectOne('/api/config');
    jasmine.clock().tick(5_000);

    expect(request.cancelled).toBeTrue();
    expect(text()).toContain('sin conexión');
  });

  it('does not open any more once the person has gone elsewhere', async () => {
    await router.navigateByUrl('/missing');
    getNoAnswer();
    await router.navigateByUrl('/here?again');
    jasmine.clock().tick(60_000);

    expect(text()).toBe('');
    expect(anew.once).not.toHaveBeenCalled();
  });

  it('is not opened anew over and over: a person decides about the second time', async () => {
    anew.once.and.returnValue(false);
    await router.navigateByUrl('/missing');
    answer();
    expect(text()).toContain('El servidor no tiene esta pantalla');

    note.querySelector('button')?.click();

    expect(anew.again).toHaveBeenCalledOnceWith('/missing');
  });

  it('may be opened anew another time once a page stands there', async () => {
    await router.navigateByUrl('/here?again');

    expect(anew.forget).toHaveBeenCalled();
  });

  it('is none where the code itself is at fault', async () => {
    await router.navigateByUrl('/broken');

    expect(errors.handleError).toHaveBeenCalledOnceWith(jasmine.objectContaining({ message: 'A bug' }));
  });
});
