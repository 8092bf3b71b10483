import { TestBed } from '@angular/core/testing';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { Notices, TOASTS } from '.';

describe('the notice of a bug', () => {
  const writeText = () => spyOn(navigator.clipboard, 'writeText');

  beforeEach(async () => {
    jasmine.clock().install().mockDate();
    TestBed.configureTestingModule({ providers: [provideTestLanguages()] });
    TestBed.inject(Notices).bug('K7WD-3PXA');
    await TestBed.inject(TOASTS)();
    jasmine.clock().tick(0);
    TestBed.tick();
  });

  afterEach(() => {
    jasmine.clock().tick(60_000);
    jasmine.clock().uninstall();
  });

  function toast(): HTMLElement | null {
    return document.querySelector('app-bug-toast, .toast-error');
  }

  function button(name: string): HTMLButtonElement {
    const found = [...(toast()?.querySelectorAll('button') ?? [])].find(
      (one) => (one.getAttribute('aria-label') ?? one.textContent.trim()) === name,
    );
    if (!found) throw new Error(`There is no button "${name}".`);
    return found;
  }

  it('says what happened and under which reference, to a screen reader too', () => {
    expect(toast()?.querySelector('[role=alert]')?.textContent.replaceAll(/\s+/g, ' ').trim()).toBe(
      'Algo salió mal de nuestro lado. Referencia: K7WD-3PXA',
    );
  });

  it('copies the reference and says so', async () => {
    const copied = writeText().and.resolveTo();
    button('Copiar referencia').click();
    await Promise.resolve();
    TestBed.tick();

    expect(copied).toHaveBeenCalledOnceWith('K7WD-3PXA');
    expect(button('Copiada')).toBeTruthy();
  });

  it('selects the reference where there is no clipboard', async () => {
    writeText().and.rejectWith(new Error('not allowed'));
    button('Copiar referencia').click();
    await Promise.resolve();
    await Promise.resolve();

    expect(getSelection()?.toString()).toBe('K7WD-3PXA');
  });

  it('stays when it is touched, so that it can be read and marked, and goes when it is closed', () => {
    toast()?.click();
    jasmine.clock().tick(1_000);
    expect(toast()).not.toBeNull();

    button('Cerrar').click();
    jasmine.clock().tick(1_000);
    expect(toast()).toBeNull();
  });

  it('leaves half a minute to write it down', () => {
    jasmine.clock().tick(29_000);
    expect(toast()).not.toBeNull();

    jasmine.clock().tick(2_000);
    expect(toast()).toBeNull();
  });
});
