import { Component } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideTestLanguages } from '../i18n/testing/provide-test-languages';
import { Dialog } from './dialog';

@Component({
  imports: [Dialog],
  template: `<app-dialog heading="Mensaje" [holdsWork]="true"><input class="input" /></app-dialog>`,
})
class DialogWithWork {}

describe('a dialog that holds work', () => {
  let page: HTMLElement;

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideTestLanguages()] });
  });

  const question = () => page.querySelector<HTMLDialogElement>('app-confirm-dialog dialog');

  function pressEscape(): void {
    const key = new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true });
    page.querySelector('.input')?.dispatchEvent(key);
  }

  it('asks again at each Esc, also where the answer to the one before is not drawn yet', async () => {
    const fixture = TestBed.createComponent(DialogWithWork);
    page = fixture.nativeElement as HTMLElement;
    await fixture.whenStable();
    pressEscape();
    await fixture.whenStable();
    expect(question()?.open).toBeTrue();

    question()?.querySelector('button')?.click();
    pressEscape();
    await fixture.whenStable();

    expect(question()?.open).toBeTrue();
  });
});
