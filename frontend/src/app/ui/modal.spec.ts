import { Component, signal } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { Modal } from './modal';

@Component({
  imports: [Modal],
  template: `
    <button type="button" class="beneath" (click)="reached.set(reached() + 1)">Beneath</button>
    @if (isOpen()) {
      <dialog appModal><button type="button" class="send" (click)="isOpen.set(false)">Send</button></dialog>
    }
  `,
})
class Page {
  readonly isOpen = signal(true);
  readonly reached = signal(0);
}

describe('A dialog that is closed by a click', () => {
  let fixture: ComponentFixture<Page>;

  beforeEach(async () => {
    jasmine.clock().install();
    // A click of its own, so that no dialog of another test swallows anything any more.
    window.dispatchEvent(new MouseEvent('mousedown', { detail: 1 }));
    fixture = TestBed.createComponent(Page);
    await fixture.whenStable();
  });

  afterEach(() => {
    // Nothing is swallowed any more by then.
    jasmine.clock().tick(1_000);
    jasmine.clock().uninstall();
  });

  /** A click, or the second of two where browsers have counted it so; a key makes clicks that are not counted. */
  async function click(selector: string, detail = 1): Promise<void> {
    const button = (fixture.nativeElement as HTMLElement).querySelector(selector);
    button?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, view: window, detail }));
    await fixture.whenStable();
  }

  it('keeps the second click from what lies beneath', async () => {
    await click('.send');
    expect(fixture.componentInstance.isOpen()).toBeFalse();
    await click('.beneath', 2);

    expect(fixture.componentInstance.reached()).toBe(0);
  });

  it('lets through what is meant: one of the keyboard, and another click with its second', async () => {
    await click('.send');
    await click('.beneath', 0);
    await click('.beneath');
    await click('.beneath', 2);

    expect(fixture.componentInstance.reached()).toBe(3);
  });

  it('lets through what comes a while later', async () => {
    await click('.send');
    jasmine.clock().tick(1_000);
    await click('.beneath', 2);

    expect(fixture.componentInstance.reached()).toBe(1);
  });
});
