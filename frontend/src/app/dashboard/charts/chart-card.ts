import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import { DashboardPlace } from '../reading/dashboard-place';
import { ChartDrawing } from './chart-drawing';
import type { ChartData, TableData } from './chart-data';
import { FiguresTable } from './figures-table';

/** A chart with its legend, or the same as a table; whoever does not see it has the table either way. */
@Component({
  selector: 'app-chart-card',
  imports: [ChartDrawing, FiguresTable, TranslocoDirective],
  template: `
    <ng-container *transloco="let t; prefix: 'dashboard.charts'">
      <header>
        <h3>{{ heading() }}</h3>
        <button
          type="button"
          class="button button-quiet"
          [attr.aria-label]="t(isTable() ? 'asChartOf' : 'asTableOf', { name: heading() })"
          (click)="place.toggleTable(name())"
        >
          {{ t(isTable() ? 'asChart' : 'asTable') }}
        </button>
      </header>
      <app-figures-table [caption]="heading()" [table]="table()" [isHidden]="!isTable()" />
      @if (!isTable()) {
        <ul class="legend" aria-hidden="true">
          @for (series of chart().series; track series.colour) {
            <li><span class="mark" [style.background]="'var(' + series.colour + ')'"></span>{{ series.name }}</li>
          }
        </ul>
        <div class="drawing" [style.height.px]="height()">
          @if (isEmpty()) {
            <p class="nothing">{{ t('nothing') }}</p>
          } @else {
            @defer (on idle) {
              <app-chart-drawing [chart]="chart()" [name]="heading()" />
            } @error {
              <p class="nothing">{{ t('missing') }}</p>
            }
          }
        </div>
      }
    </ng-container>
  `,
  styles: `
    :host {
      position: relative;
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: var(--space-2);
      padding: var(--space-4);
    }
    header {
      display: flex;
      gap: var(--space-3);
      align-items: center;
      justify-content: space-between;
    }
    h3 {
      font-size: var(--text-16);
    }
    .legend {
      display: flex;
      flex-wrap: wrap;
      gap: 0 var(--space-4);
      color: var(--color-text-muted);
      font-size: var(--text-12);
    }
    .legend li {
      display: flex;
      gap: var(--space-2);
      align-items: center;
    }
    .mark {
      width: 10px;
      height: 10px;
      border-radius: 3px;
    }
    .nothing {
      display: grid;
      place-items: center;
      height: 100%;
      color: var(--color-text-muted);
      font-size: var(--text-13);
      text-align: center;
    }
  `,
})
export class ChartCard {
  protected readonly place = inject(DashboardPlace);

  /** Tells it from the other charts. */
  readonly name = input.required<string>();
  readonly heading = input.required<string>();
  readonly chart = input.required<ChartData>();
  readonly table = input.required<TableData>();

  protected readonly isTable = computed(() => this.place.tables().has(this.name()));
  protected readonly isEmpty = computed(() =>
    this.chart().series.every(({ values }) => values.every((value) => !value)),
  );
  /** Pixels: bars have a row each. */
  protected readonly height = computed(() => {
    const { shape, labels } = this.chart();
    return shape === 'columns' || this.isEmpty() ? 240 : Math.max(labels.length, 2) * 36 + 28;
  });
}
