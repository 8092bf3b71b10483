import { DOCUMENT } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import type { Unit } from '../words/figure-words';
import { MovingFigure } from './moving-figure';

describe('a figure that changes', () => {
  let fixture: ComponentFixture<MovingFigure>;
  let frames: FrameRequestCallback[];

  beforeEach(() => {
    TestBed.configureTestingModule({ providers: [provideTestLanguages()] });
    frames = [];
    spyOn(window, 'requestAnimationFrame').and.callFake((frame) => frames.push(frame));
    spyOn(window, 'cancelAnimationFrame').and.callFake((id) => {
      frames = frames.filter((_, index) => index !== id - 1);
    });
  });

  /** As somebody who wants no motion, or does not mind. */
  async function show(value: number, { reduced = false, unit = 'count' }: { reduced?: boolean; unit?: Unit } = {}) {
    const query = { matches: reduced } as MediaQueryList;
    spyOn(TestBed.inject(DOCUMENT).defaultView as Window, 'matchMedia').and.returnValue(query);
    fixture = TestBed.createComponent(MovingFigure);
    fixture.componentRef.setInput('unit', unit);
    await becomes(value);
  }

  async function becomes(value: number | null): Promise<void> {
    fixture.componentRef.setInput('value', value);
    TestBed.tick();
    await Promise.resolve();
    TestBed.tick();
  }

  /** One frame, so many milliseconds after the change. */
  function frameAfter(begun: number, passed: number): void {
    (performance.now as jasmine.Spy).and.returnValue(begun + passed);
    frames.shift()?.(begun + passed);
    TestBed.tick();
  }

  const text = () => (fixture.nativeElement as HTMLElement).textContent.trim();

  it('goes there in steps, and stands still then', async () => {
    spyOn(performance, 'now').and.returnValue(1_000);
    await show(10);
    expect(text()).toBe('10');
    await becomes(20);
    frameAfter(1_000, 90);
    expect(text()).toBe('15');
    frameAfter(1_000, 200);
    expect(text()).toBe('20');
    expect(frames).toEqual([]);
  });

  it('is there at once for whoever wants no motion', async () => {
    await show(10, { reduced: true });
    await becomes(20);

    expect(text()).toBe('20');
    expect(frames).toEqual([]);
  });

  it('is there at once where it is no count, or none any more', async () => {
    await show(60, { unit: 'seconds' });
    await becomes(120);
    expect(text()).toBe('2 min');
    await becomes(null);
    expect(text()).toBe('—');
  });
});
