/** A stretch of cells with what stands in them, so that a viewer that computes nothing shows them too. */
export interface ChartCells<Value> {
  /** Name of the sheet, as it is in the workbook. */
  readonly sheet: string;
  /** First cell: column from 0, row from 0 with the heading as row 0. */
  readonly column: number;
  readonly row: number;
  readonly direction: 'down' | 'right';
  readonly values: readonly Value[];
}

/** A picture of figures that stand in cells of the workbook: it changes with them. */
export interface SheetChart {
  readonly kind: 'bars' | 'line';
  readonly title: string;
  readonly labels: ChartCells<string>;
  readonly figures: ChartCells<number | null>;
  /** `0%` or `0.00`: how the axis and the labels write figures. */
  readonly format: string;
  /** Where the axis of figures begins and ends; what is left out the spreadsheet chooses. */
  readonly low?: number;
  readonly high?: number;
}
