import type { Apart } from './atoms.ts'

/** A number that is public, as kept for later releases. */
export interface Kept {
  counts: string
  place: string
  period: string
  groups: { key: string; parts: string[] }[]
  apart: Apart
  least: number
  /** Null: nothing bounds it. */
  most: number | null
  hidden: boolean
  under: number
}
