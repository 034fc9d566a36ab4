import type { Known } from '../signals/ground.ts'

/** The city and its boroughs, by code. */
export interface Scope {
  code: string
  name: string
  kind: 'city' | 'borough'
}

export interface Row {
  known: Known
  end: string
  count: number | null
  words: string
  before: string
  residents: number
}

/** Part of every assessment: where no file speaks of it, that is said. */
export const always = 'domestic-abuse'
