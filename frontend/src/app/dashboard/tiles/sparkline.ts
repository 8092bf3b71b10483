import { Component, computed, input } from '@angular/core';

const [WIDTH, HEIGHT] = [100, 24];

/** How a figure came about, as a small line; the figures themselves are in a table elsewhere. */
@Component({
  selector: 'app-sparkline',
  template: `
    <svg [attr.viewBox]="box" preserveAspectRatio="none" aria-hidden="true" focusable="false">
      <path class="area" [attr.d]="area()" />
      <path class="line" [attr.d]="line()" />
    </svg>
  `,
  styles: `
    :host,
    svg {
      display: block;
    }
    svg {
      width: 100%;
      height: 28px;
      overflow: visible;
    }
    .line {
      fill: none;
      stroke: var(--color-accent);
      stroke-width: 1.5px;
      stroke-linecap: round;
      stroke-linejoin: round;
      vector-effect: non-scaling-stroke;
    }
    .area {
      fill: var(--color-accent-soft);
      opacity: 0.7;
    }
  `,
})
export class Sparkline {
  readonly points = input.required<readonly (number | null)[]>();
  /** For how many there is room: a day that has just begun has few. */
  readonly slots = input.required<number>();

  protected readonly box = `0 0 ${WIDTH} ${HEIGHT}`;
  readonly #runs = computed(() => runsOf(this.points(), this.slots()));
  protected readonly line = computed(() => this.#runs().map(lineOf).join(''));
  protected readonly area = computed(() =>
    this.#runs()
      .map((run) => {
        const [first, last] = [run[0], run.at(-1)];
        return first && last ? `${lineOf(run)}V${HEIGHT}H${short(first.x)}Z` : '';
      })
      .join(''),
  );
}

interface Place {
  readonly x: number;
  readonly y: number;
}

/** What stands without a gap together. */
function runsOf(points: readonly (number | null)[], slots: number): readonly (readonly Place[])[] {
  const highest = Math.max(...points.map((value) => value ?? 0), 0);
  const step = WIDTH / Math.max(slots - 1, 1);
  // A single point tells of no way.
  if (points.filter((value) => value !== null).length < 2) return [];
  const runs: Place[][] = [[]];
  for (const [index, value] of points.entries()) {
    if (value === null) runs.push([]);
    else runs.at(-1)?.push({ x: index * step, y: highest === 0 ? HEIGHT : HEIGHT - (value / highest) * HEIGHT });
  }
  return runs.filter((run) => run.length > 0);
}

/** One that stands alone between gaps is a dot. */
function lineOf(run: readonly Place[]): string {
  const path = run.map(({ x, y }, index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join('');
  return run.length === 1 ? `${path}h0.01` : path;
}

function short(value: number): string {
  return String(Number(value.toFixed(2)));
}
