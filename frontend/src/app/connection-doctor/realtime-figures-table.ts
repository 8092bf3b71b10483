import { Component, computed, inject, input } from '@angular/core';
import { TranslocoDirective } from '@jsverse/transloco';
import type { RealtimeFigures } from '#contract/probe';
import { Formats } from '../i18n';

type FigureName = Exclude<keyof RealtimeFigures, 'since'>;

const rows: readonly { readonly name: FigureName; readonly isPart?: boolean }[] = [
  { name: 'sockets' },
  { name: 'websocket', isPart: true },
  { name: 'polling', isPart: true },
  { name: 'connections' },
  { name: 'reconnections' },
  { name: 'reconnectionsLastHour', isPart: true },
  { name: 'catchUps' },
  { name: 'gaps' },
  { name: 'recoveredEvents' },
  { name: 'startOvers' },
  { name: 'cutForSlowness' },
  { name: 'cutForRate' },
  { name: 'roundTripP50' },
  { name: 'roundTripP95' },
];

/** What the server counts of everybody's connections: for an admin of the client, for the operator of all. */
@Component({
  selector: 'app-realtime-figures-table',
  imports: [TranslocoDirective],
  template: `
    <table *transloco="let t; prefix: 'connectionDoctor.figures'">
      <caption>
        <strong>{{ t('heading') }}</strong>
        <span>{{ t('since', { since: formats.dateTime(figures().since) }) }}</span>
      </caption>
      <tbody>
        @for (row of rows(); track row.name) {
          <tr>
            <th scope="row" [class.part]="row.isPart">{{ t(row.name) }}</th>
            <td>{{ row.value }}</td>
          </tr>
        }
      </tbody>
    </table>
  `,
  styles: `
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: var(--text-13);
    }
    caption {
      padding-bottom: var(--space-2);
      text-align: left;
    }
    caption strong {
      font-weight: 600;
    }
    caption span {
      margin-left: var(--space-2);
      color: var(--color-text-muted);
    }
    tr {
      border-top: 1px solid var(--color-border);
    }
    th,
    td {
      padding: 6px 0;
      font-weight: 400;
    }
    th {
      text-align: left;
    }
    th.part {
      padding-left: var(--space-4);
      color: var(--color-text-muted);
    }
    td {
      padding-left: var(--space-4);
      text-align: right;
      font-variant-numeric: tabular-nums;
    }
  `,
})
export class RealtimeFiguresTable {
  protected readonly formats = inject(Formats);

  readonly figures = input.required<RealtimeFigures>();

  protected readonly rows = computed(() => {
    const figures = this.figures();
    return rows.map(({ name, isPart = false }) => {
      const value = figures[name];
      return { name, isPart, value: value === null ? '—' : this.formats.number(Math.round(value)) };
    });
  });
}
