import type { Evidence, Exhibit } from './schemas.ts'

/** What a new finding is kept with. */
export interface Made {
  placeIds: number[]
  measureId: number | null
  evidence: Evidence
  exhibit: Exhibit | null
  /** The data in force when it was made. */
  version: string
}
