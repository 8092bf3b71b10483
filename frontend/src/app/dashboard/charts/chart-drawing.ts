import {
  afterRenderEffect,
  Component,
  computed,
  DestroyRef,
  DOCUMENT,
  type ElementRef,
  inject,
  input,
  signal,
  viewChild,
} from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { TranslocoDirective } from '@jsverse/transloco';
import { BarChart } from 'echarts/charts';
import { GridComponent } from 'echarts/components';
import { type EChartsType, init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { fromEvent, map } from 'rxjs';
import { Appearance } from '../../appearance';
import { FigureWords } from '../words/figure-words';
import type { ChartData } from './chart-data';
import { type ChartLook, optionOf } from './chart-option';

use([BarChart, GridComponent, CanvasRenderer]);

const inkNames = [
  '--color-info',
  '--color-accent',
  '--color-label-purple',
  '--color-label-orange',
  '--color-text-muted',
  '--color-border',
  '--color-surface',
] as const;

/** Where what is pointed at lies in the drawing, in pixels. */
interface Pointed {
  readonly index: number;
  readonly start: number;
  readonly size: number;
}

/**
 * A chart by ECharts, in the inks of the theme and as wide as its place. What is pointed at, or come to with the arrow keys, is
 * told in figures. It is code of its own, fetched once the page is there.
 */
@Component({
  selector: 'app-chart-drawing',
  imports: [TranslocoDirective],
  template: `
    <div #box class="box" aria-hidden="true"></div>
    @if (pointed(); as at) {
      <div class="band" [class]="chart().shape" [style.--start.px]="at.start" [style.--size.px]="at.size"></div>
      <div class="tip" [class]="chart().shape" [class.late]="isLate()" [style.--middle.px]="at.start + at.size / 2">
        <strong>{{ chart().labels[at.index] }}</strong>
        @for (series of chart().series; track series.colour) {
          <p>
            <span class="mark" [style.background]="'var(' + series.colour + ')'"></span>{{ series.name }}
            <b>{{ words.of('count', series.values[at.index] ?? null) }}</b>
          </p>
        }
      </div>
    }
    <div
      *transloco="let t; prefix: 'dashboard.charts'"
      class="pointer"
      role="slider"
      tabindex="0"
      aria-valuemin="0"
      [attr.aria-label]="t('pointIn', { name: name() })"
      [attr.aria-valuemax]="chart().labels.length - 1"
      [attr.aria-valuenow]="index() ?? latest()"
      [attr.aria-valuetext]="said(index() ?? latest())"
      [attr.aria-orientation]="chart().shape === 'bars' ? 'vertical' : 'horizontal'"
      (pointermove)="pointAt($event)"
      (pointerdown)="pointAt($event)"
      (pointerleave)="index.set(null)"
      (focus)="index.set(index() ?? latest())"
      (blur)="index.set(null)"
      (keydown)="move($event)"
    ></div>
  `,
  styles: `
    :host {
      position: relative;
      display: block;
      height: 100%;
    }
    .box,
    .pointer {
      position: absolute;
      inset: 0;
    }
    .pointer {
      border-radius: var(--radius-control);
      touch-action: pan-y;
    }
    .band {
      position: absolute;
      background: var(--color-hover);
    }
    .band.columns {
      inset: 0 auto 0 var(--start);
      width: var(--size);
    }
    .band.bars {
      inset: var(--start) 0 auto;
      height: var(--size);
    }
    .tip {
      position: absolute;
      z-index: 2;
      min-width: 150px;
      max-width: 220px;
      padding: var(--space-2) var(--space-3);
      border: 1px solid var(--color-border);
      border-radius: var(--radius-control);
      background: var(--color-surface-raised);
      box-shadow: var(--shadow-floating);
      font-size: var(--text-12);
      pointer-events: none;
    }
    .tip.columns {
      top: 0;
      left: calc(var(--middle) + 16px);
    }
    .tip.columns.late {
      left: calc(var(--middle) - 16px);
      translate: -100% 0;
    }
    .tip.bars {
      top: calc(var(--middle) + 12px);
      right: 0;
    }
    .tip p {
      display: flex;
      gap: var(--space-2);
      align-items: center;
    }
    .tip b {
      margin-left: auto;
      font-variant-numeric: tabular-nums;
    }
    .mark {
      flex: none;
      width: 8px;
      height: 8px;
      border-radius: 2px;
    }
  `,
})
export class ChartDrawing {
  readonly #window = inject(DOCUMENT).defaultView ?? window;
  readonly #theme = inject(Appearance).theme;
  readonly #systemDark = toSignal(
    fromEvent<MediaQueryListEvent>(this.#window.matchMedia('(prefers-color-scheme: dark)'), 'change').pipe(
      map(({ matches }) => matches),
    ),
  );
  protected readonly words = inject(FigureWords);

  readonly chart = input.required<ChartData>();
  readonly name = input.required<string>();
  private readonly box = viewChild.required<ElementRef<HTMLElement>>('box');
  /** Width and height of its place, in pixels. */
  readonly #size = signal({ width: 0, height: 0 });
  protected readonly index = signal<number | null>(null);
  /** The last point of which something is known: where the keyboard begins. */
  protected readonly latest = computed(() => {
    const { labels, series } = this.chart();
    const known = labels.findLastIndex((_, index) => series.some(({ values }) => (values[index] ?? null) !== null));
    return Math.max(known, 0);
  });
  readonly #drawn = signal<EChartsType | null>(null);
  /** Counts the drawings: where things lie is known once they are drawn. */
  readonly #drawings = signal(0);
  protected readonly pointed = computed((): Pointed | null => {
    this.#drawings();
    const [drawn, index] = [this.#drawn(), this.index()];
    if (drawn === null || index === null || index >= this.chart().labels.length) return null;
    const finder = this.chart().shape === 'bars' ? { yAxisIndex: 0 } : { xAxisIndex: 0 };
    const place = (at: number): number => drawn.convertToPixel(finder, at);
    const size = this.chart().labels.length > 1 ? Math.abs(place(1) - place(0)) : 40;
    return { index, start: place(index) - size / 2, size };
  });
  protected readonly isLate = computed(() => {
    const at = this.pointed();
    return at !== null && at.start > this.#size().width / 2;
  });

  constructor() {
    const resizing = new ResizeObserver(([entry]) => {
      if (entry) this.#size.set({ width: entry.contentRect.width, height: entry.contentRect.height });
    });
    afterRenderEffect({
      write: () => {
        const box = this.box().nativeElement;
        this.#theme();
        this.#systemDark();
        const { width, height } = this.#size();
        let drawn = this.#drawn();
        if (drawn === null) {
          resizing.observe(box);
          if (width === 0) return;
          drawn = init(box, null, { renderer: 'canvas', width, height });
          this.#drawn.set(drawn);
        } else if (drawn.getWidth() !== width || drawn.getHeight() !== height) {
          drawn.resize({ width, height });
        }
        drawn.setOption(optionOf(this.chart(), this.#look(box)));
        this.#drawings.update((drawings) => drawings + 1);
      },
    });
    inject(DestroyRef).onDestroy(() => {
      resizing.disconnect();
      this.#drawn()?.dispose();
    });
  }

  protected said(index: number): string {
    const { labels, series } = this.chart();
    const figures = series.map(({ name, values }) => `${name}: ${this.words.of('count', values[index] ?? null)}`);
    return `${labels[index] ?? ''}: ${figures.join(', ')}`;
  }

  protected pointAt({ offsetX, offsetY }: PointerEvent): void {
    const isBars = this.chart().shape === 'bars';
    const found = this.#drawn()?.convertFromPixel(
      isBars ? { yAxisIndex: 0 } : { xAxisIndex: 0 },
      isBars ? offsetY : offsetX,
    );
    const index = found ?? -1;
    this.index.set(index >= 0 && index < this.chart().labels.length ? index : null);
  }

  protected move(event: KeyboardEvent): void {
    const [index, last] = [this.index(), this.chart().labels.length - 1];
    const isLeft = event.key === 'Escape' && index !== null;
    const to = isLeft ? null : indexAfterKey(event.key, index ?? this.latest(), last);
    if (to === undefined) return;
    event.preventDefault();
    this.index.set(to);
  }

  #look(box: HTMLElement): ChartLook {
    const ink = document.createElement('i');
    box.append(ink);
    const inks = Object.fromEntries(
      inkNames.map((name) => {
        ink.style.color = `var(${name})`;
        return [name, getComputedStyle(ink).color];
      }),
    ) as ChartLook['inks'];
    ink.remove();
    const moves = !this.#window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    return {
      inks,
      font: getComputedStyle(box).fontFamily,
      moves,
      numberWords: (value) => this.words.of('count', value),
    };
  }
}

/** Undefined where the key is none of the chart's. */
function indexAfterKey(key: string, index: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowLeft':
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
