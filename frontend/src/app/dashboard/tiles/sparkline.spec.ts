import { TestBed } from '@angular/core/testing';
import { Sparkline } from './sparkline';

describe('a sparkline', () => {
  async function line(points: (number | null)[], slots = points.length): Promise<string | null | undefined> {
    const fixture = TestBed.createComponent(Sparkline);
    fixture.componentRef.setInput('points', points);
    fixture.componentRef.setInput('slots', slots);
    await fixture.whenStable();
    return (fixture.nativeElement as HTMLElement).querySelector('.line')?.getAttribute('d');
  }

  it('goes from the first point to the last, the highest at the top', async () => {
    expect(await line([0, 4, 2])).toBe('M0 24L50 0L100 12');
  });

  it('leaves room for points to come, and a gap where there is none', async () => {
    expect(await line([1, 1, null, 1, 1], 11)).toBe('M0 0L10 0M30 0L40 0');
  });

  it('stays at the bottom where there is nothing', async () => {
    expect(await line([0, 0])).toBe('M0 24L100 24');
  });

  it('is none of a single point', async () => {
    expect(await line([7], 24)).toBe('');
    expect(await line([null, 7, null])).toBe('');
  });
});
