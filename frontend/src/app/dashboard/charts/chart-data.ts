/** A colour of the design system, which is another in another theme. */
export type ChartColour = '--color-info' | '--color-accent' | '--color-label-purple' | '--color-label-orange';

export interface ChartSeries {
  readonly name: string;
  readonly colour: ChartColour;
  /** One for each label; null where it has not come to that yet. */
  readonly values: readonly (number | null)[];
}

/** What a chart shows: columns beside one another, or bars below one another, each with its series end to end. */
export interface ChartData {
  readonly shape: 'columns' | 'bars';
  readonly labels: readonly string[];
  readonly series: readonly ChartSeries[];
}

/** The same and more in rows: the first cell of each names it. */
export interface TableData {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}
