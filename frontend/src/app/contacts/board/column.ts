/** A column of the board. */
export interface Column {
  /** The id of a stage; null for contacts in none. */
  readonly stage: string | null;
  /** Empty for contacts in no stage: each language has its word for that. */
  readonly name: string;
}
