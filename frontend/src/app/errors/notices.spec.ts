import { TestBed } from '@angular/core/testing';
import { TranslocoService } from '@jsverse/transloco';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { LOAD_TOASTS, Notices, TOASTS } from '.';

describe('notices whose code cannot be had', () => {
  let notices: Notices;

  beforeEach(() => {
    jasmine.clock().install();
    const missing = () => Promise.reject(new TypeError('Failed to fetch dynamically imported module'));
    const providers = [provideTestLanguages(), { provide: LOAD_TOASTS, useValue: missing }];
    TestBed.configureTestingModule({ providers });
    TestBed.inject(TranslocoService).load('es').subscribe();
    notices = TestBed.inject(Notices);
  });

  afterEach(() => {
    jasmine.clock().tick(60_000);
    jasmine.clock().uninstall();
  });

  const shown = () => [...document.querySelectorAll('.toast-container [role=alert]')].map((one) => one.textContent);
  async function comes(): Promise<void> {
    await TestBed.inject(TOASTS)();
    await Promise.resolve();
  }

  it('are told all the same, the last of them, and go by themselves', async () => {
    notices.warning('errors.network');
    notices.error('errors.forbidden');
    await comes();
    expect(shown()).toEqual(['No tienes permiso para hacer esto.']);

    jasmine.clock().tick(6_000);
    expect(shown()).toEqual([]);
  });

  it('name the reference of a bug', async () => {
    notices.bug('K7WD-3PXA');
    await comes();

    expect(shown()).toEqual(['Algo salió mal de nuestro lado. Referencia: K7WD-3PXA']);
  });
});
