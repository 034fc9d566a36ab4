// The file: gzip of JSON, a line each. First what it is, then for each table a line with its name and columns and a line a row (every value as the
// text the database writes for it, so that nothing is lost), last what makes it whole. It can be read by any tool, and goes into the embedded
// database and a server alike.
import { z } from 'zod'
import { Sequence, Table } from './shape.ts'

export const Header = z.object({
  upstream: z.literal('backup'),
  format: z.literal(1),
  pack: z.string(),
  madeAt: z.string(),
  engine: z.string(),
  migrations: z.array(z.string()),
})
export type Header = z.output<typeof Header>

export const TableLine = z.object({ table: Table })
export const Row = z.array(z.string().nullable())
export type Row = z.output<typeof Row>
export const Trailer = z.object({
  complete: z.literal(true),
  tables: z.number(),
  rows: z.number(),
  sequences: z.array(Sequence),
})
export type Trailer = z.output<typeof Trailer>

/** Text gathered before it is handed on: large enough to be quick, small enough for little memory. */
export const batchBytes = 4_000_000
