import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { NEXT_FRAME, OnceAFrame } from './once-a-frame';

describe('OnceAFrame', () => {
  let frames: (() => void)[];
  let given: number[];
  let toScreen: OnceAFrame<number>;

  beforeEach(() => {
    frames = [];
    given = [];
    TestBed.configureTestingModule({
      providers: [{ provide: NEXT_FRAME, useValue: (task: () => void) => frames.push(task) }],
    });
    toScreen = TestBed.runInInjectionContext(() => new OnceAFrame((item: number) => given.push(item)));
  });

  function frame(): void {
    for (const task of frames.splice(0)) task();
  }

  function take(...items: number[]): void {
    for (const item of items) toScreen.take(item);
  }

  it('hands on at once what comes alone', () => {
    take(1);
    expect(given).toEqual([1]);
    frame();

    take(2);

    expect(given).toEqual([1, 2]);
  });

  it('hands on the rest of a frame together, in order', () => {
    take(1, 2, 3);
    expect(given).toEqual([1]);

    frame();

    expect(given).toEqual([1, 2, 3]);
  });

  it('goes on with one share a frame while more comes, and is at once again after a quiet one', () => {
    take(1, 2);
    frame();
    take(3);
    expect(given).toEqual([1, 2]);
    frame();
    expect(given).toEqual([1, 2, 3]);
    frame();

    take(4);

    expect(given).toEqual([1, 2, 3, 4]);
  });

  it('hands on what comes of what it hands on in the same frame', () => {
    toScreen = TestBed.runInInjectionContext(
      () =>
        new OnceAFrame((item: number) => {
          given.push(item);
          if (item === 2) take(3);
        }),
    );
    take(1, 2);
    frame();

    expect(given).toEqual([1, 2, 3]);
  });

  it('drops what waits once it is of no use, even in the middle of a share', () => {
    toScreen = TestBed.runInInjectionContext(
      () =>
        new OnceAFrame((item: number) => {
          given.push(item);
          if (item === 2) toScreen.forget();
        }),
    );
    take(1, 2, 3);
    frame();

    expect(given).toEqual([1, 2]);
  });

  it('has what it hands on drawn in the same frame', () => {
    const text = signal(0);
    @Component({ template: '{{ text() }}' })
    class Shown {
      readonly text = text;
    }
    const fixture = TestBed.createComponent(Shown);
    fixture.autoDetectChanges();
    toScreen = TestBed.runInInjectionContext(
      () =>
        new OnceAFrame((item: number) => {
          text.set(item);
        }),
    );
    take(1, 2);
    frame();

    expect((fixture.nativeElement as HTMLElement).textContent).toBe('2');
  });
});

describe('the next frame', () => {
  beforeEach(() => {
    jasmine.clock().install();
    spyOn(globalThis, 'requestAnimationFrame').and.returnValue(1);
  });
  afterEach(() => {
    jasmine.clock().uninstall();
  });

  it('does not wait in a hidden tab, which draws none', async () => {
    spyOnProperty(document, 'hidden').and.returnValue(true);
    const task = jasmine.createSpy('task');
    TestBed.inject(NEXT_FRAME)(task);
    await Promise.resolve();

    expect(task).toHaveBeenCalledTimes(1);
  });

  it('comes in a tab that is hidden while it is awaited too', () => {
    spyOnProperty(document, 'hidden').and.returnValue(false);
    const task = jasmine.createSpy('task');
    TestBed.inject(NEXT_FRAME)(task);
    expect(task).not.toHaveBeenCalled();

    jasmine.clock().tick(100);

    expect(task).toHaveBeenCalledTimes(1);
  });
});
