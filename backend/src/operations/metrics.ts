import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Every name begins with it, those of the process included. */
export const METRIC_PREFIX = 'condorito_';

/** Counts only grow while the process lives; gauges are of now. */
interface NamedFigure {
  kind: 'counter' | 'gauge';
  /** Without the prefix; a counter's ends in `_total`. */
  name: string;
  help: string;
}

/** A figure that somebody keeps anyway, read when it is asked for. With a label, there is a value for each of its words. */
export type Figure = NamedFigure &
  ({ read: () => number } | { label: string; read: () => Readonly<Partial<Record<string, number>>> });

/** What `GET /metrics` tells: counts and times of the installation, nothing of any client. */
export class Metrics {
  /** For those who measure themselves, instead of being read. */
  readonly registry = new Registry();
  #readsProcess = false;

  add(...figures: Figure[]): void {
    for (const figure of figures) {
      if (figure.kind === 'counter') this.#addCounter(figure);
      else this.#addGauge(figure);
    }
  }

  /** Prometheus' text format. */
  async text(): Promise<string> {
    // Measuring the process costs a timer and an observer of garbage collection: not before somebody wants to know.
    if (!this.#readsProcess) collectDefaultMetrics({ register: this.registry, prefix: METRIC_PREFIX });
    this.#readsProcess = true;
    return this.registry.metrics();
  }

  #addCounter(figure: Figure): void {
    const counter = new Counter({
      ...this.#described(figure),
      collect: () => {
        counter.reset();
        for (const [labels, value] of valuesOf(figure)) counter.inc(labels, value);
      },
    });
  }

  #addGauge(figure: Figure): void {
    const gauge = new Gauge({
      ...this.#described(figure),
      collect: () => {
        gauge.reset();
        for (const [labels, value] of valuesOf(figure)) gauge.set(labels, value);
      },
    });
  }

  #described(figure: Figure) {
    const { name, help } = figure;
    const labelNames = 'label' in figure ? [figure.label] : [];
    return { name: METRIC_PREFIX + name, help, labelNames, registers: [this.registry] };
  }
}

function valuesOf(figure: Figure): [labels: Record<string, string>, value: number][] {
  if (!('label' in figure)) return [[{}, figure.read()]];
  return Object.entries(figure.read()).flatMap(([word, value]) =>
    value === undefined ? [] : [[{ [figure.label]: word }, value]],
  );
}
