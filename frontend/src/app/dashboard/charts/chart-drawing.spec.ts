import { type ComponentFixture, TestBed } from '@angular/core/testing';
import { provideTranslocoScope } from '@jsverse/transloco';
import es from '../../../../public/i18n/dashboard/es.json';
import { Appearance } from '../../appearance';
import { provideTestLanguages } from '../../i18n/testing/provide-test-languages';
import type { ChartData } from './chart-data';
import { ChartDrawing } from './chart-drawing';

describe('a drawn chart', () => {
  let fixture: ComponentFixture<ChartDrawing>;
  let element: HTMLElement;
  const chart: ChartData = {
    shape: 'columns',
    labels: ['08:00', '09:00', '10:00'],
    series: [
      { name: 'Recibidos', colour: '--color-info', values: [3, 5, null] },
      { name: 'Equipo', colour: '--color-accent', values: [1, 0, null] },
    ],
  };

  beforeEach(async () => {
    TestBed.configureTestingModule({
      providers: [provideTestLanguages({ 'dashboard/es': es }), provideTranslocoScope('dashboard')],
    });
    fixture = TestBed.createComponent(ChartDrawing);
    fixture.componentRef.setInput('chart', chart);
    fixture.componentRef.setInput('name', 'Mensajes por hora');
    element = fixture.nativeElement as HTMLElement;
    element.style.cssText = 'width: 600px; height: 240px';
    await drawn();
  });

  afterEach(() => {
    TestBed.inject(Appearance).use('system');
  });

  /** Its place is measured, then it is drawn in a frame. */
  async function drawn(): Promise<void> {
    for (let frame = 0; frame < 4; frame++) {
      await fixture.whenStable();
      await new Promise(requestAnimationFrame);
    }
  }

  const slider = () => element.querySelector<HTMLElement>('[role=slider]');
  const tip = () => {
    const lines = [...(element.querySelector('.tip')?.children ?? [])];
    return lines.length === 0 ? null : lines.map((line) => line.textContent.replace(/\s+/g, ' ').trim()).join(' ');
  };
  const picture = () => element.querySelector('canvas')?.toDataURL() ?? null;

  async function press(key: string): Promise<void> {
    slider()?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    await fixture.whenStable();
  }

  it('tells its figures from the keyboard, and in words to those who do not see it', async () => {
    expect(tip()).toBeNull();
    slider()?.focus();
    await fixture.whenStable();
    expect(tip()).toBe('09:00 Recibidos 5 Equipo 0');
    expect(slider()?.getAttribute('aria-valuenow')).toBe('1');
    await press('ArrowLeft');
    expect(tip()).toBe('08:00 Recibidos 3 Equipo 1');
    expect(slider()?.getAttribute('aria-valuetext')).toBe('08:00: Recibidos: 3, Equipo: 1');
    await press('End');
    expect(slider()?.getAttribute('aria-valuetext')).toBe('10:00: Recibidos: —, Equipo: —');
    await press('ArrowLeft');
    expect(tip()).toBe('09:00 Recibidos 5 Equipo 0');
    await press('Escape');
    expect(tip()).toBeNull();
  });

  it('tells what is pointed at', async () => {
    const box = slider()?.getBoundingClientRect();
    slider()?.dispatchEvent(
      new PointerEvent('pointermove', {
        clientX: (box?.left ?? 0) + 320,
        clientY: (box?.top ?? 0) + 100,
        bubbles: true,
      }),
    );
    await fixture.whenStable();
    expect(tip()).toBe('09:00 Recibidos 5 Equipo 0');

    slider()?.dispatchEvent(new PointerEvent('pointerleave'));
    await fixture.whenStable();
    expect(tip()).toBeNull();
  });

  it('is drawn anew where its figures, its width or the theme change', async () => {
    TestBed.inject(Appearance).use('light');
    await drawn();
    const light = picture();
    TestBed.inject(Appearance).use('dark');
    await drawn();
    expect(picture()).not.toBe(light);

    const dark = picture();
    fixture.componentRef.setInput('chart', { ...chart, labels: [...chart.labels, '11:00'] });
    await drawn();
    expect(picture()).not.toBe(dark);

    element.style.width = '400px';
    await drawn();
    expect(element.querySelector('canvas')?.getBoundingClientRect().width).toBe(400);
  });
});
