import { Component, input } from '@angular/core';
import type { TableData } from './chart-data';

/** Figures as a table, with a caption; wider than its place it is scrolled in there. */
@Component({
  selector: 'app-figures-table',
  template: `
    <div
      class="scroller"
      [attr.tabindex]="isHidden() ? null : 0"
      [attr.role]="isHidden() ? null : 'region'"
      [attr.aria-label]="isHidden() ? null : caption()"
    >
      <table>
        <caption class="visually-hidden">
          {{
            caption()
          }}
        </caption>
        <thead>
          <tr>
            @for (column of table().columns; track $index) {
              <th scope="col">{{ column }}</th>
            }
          </tr>
        </thead>
        <tbody>
          @for (row of table().rows; track $index) {
            <tr>
              @for (cell of row; track $index) {
                @if ($first) {
                  <th scope="row">{{ cell }}</th>
                } @else {
                  <td>{{ cell }}</td>
                }
              }
            </tr>
          }
        </tbody>
      </table>
    </div>
  `,
  styles: `
    .scroller {
      max-height: 360px;
      overflow: auto;
    }
    table {
      width: 100%;
      border-collapse: collapse;
      font-size: var(--text-13);
      font-variant-numeric: tabular-nums;
    }
    th,
    td {
      padding: var(--space-1) var(--space-3);
      border-bottom: 1px solid var(--color-border);
      text-align: right;
      white-space: nowrap;
    }
    thead th {
      position: sticky;
      top: 0;
      z-index: 1;
      background: var(--color-surface);
      color: var(--color-text-muted);
      font-weight: 550;
    }
    th:first-child {
      text-align: left;
    }
    tbody th {
      font-weight: 500;
    }
    /* For those who do not see it: it takes no room, and reaches nowhere. */
    :host(.for-readers) {
      position: absolute;
      overflow: hidden;
      transform: scale(0);
      pointer-events: none;
    }
  `,
  host: { '[class.for-readers]': 'isHidden()' },
})
export class FiguresTable {
  readonly caption = input.required<string>();
  readonly table = input.required<TableData>();
  /** Whether it is there for screen readers only. */
  readonly isHidden = input(false);
}
