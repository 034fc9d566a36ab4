/** A table as the pages of coverage draw it. */
export interface Table {
  caption: string
  heads: string[]
  rows: string[][]
  textColumns: number[]
}
