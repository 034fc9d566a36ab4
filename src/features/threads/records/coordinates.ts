import { z } from 'zod'
import { type Choice, type Choices, single, titleOf, wordsOf } from './choices.ts'

const one = z.string().trim().max(100).default('')
const many = z
  .union([z.string().max(200), z.array(z.string().max(200)).max(200)])
  .default([])
  .transform(value => [value].flat().filter(Boolean))

/** The coordinates a form asks beside place and day: all may be left out. */
export const coordinateFields = {
  areas: many,
  aims: many,
  outcomes: many,
  preventionLevel: one,
  journeyStage: one,
  contextLevel: one,
  ageBand: one,
  timeBand: one,
}
export type CoordinateFields = z.output<z.ZodObject<typeof coordinateFields>>

/** As a record's line holds them: the aims of the work programme stand among its areas. */
export const Coordinates = z.object({
  areas: z.array(z.string()),
  outcomes: z.array(z.string()),
  preventionLevel: z.string().nullable(),
  journeyStage: z.string().nullable(),
  contextLevel: z.string().nullable(),
  ageBand: z.string().nullable(),
  timeBand: z.string().nullable(),
})
export type Coordinates = z.output<typeof Coordinates>

/** None named yet. */
export const nowhere: Coordinates = {
  areas: [],
  outcomes: [],
  preventionLevel: null,
  journeyStage: null,
  contextLevel: null,
  ageBand: null,
  timeBand: null,
}

/** What was chosen, as far as it may be; what is kept already stays although the framework has moved on. */
export function known(given: CoordinateFields, all: Choices, before: Coordinates = nowhere): Coordinates {
  const listed = (codes: readonly string[], choices: readonly Choice[], kept: readonly string[]) =>
    [...new Set(codes)].filter(code => choices.some(each => each.code === code) || kept.includes(code))
  const of = (field: (typeof single)[number]) => listed([given[field]], all[field], [before[field] ?? ''])[0] || null
  return {
    areas: listed([...given.areas, ...given.aims], [...all.areas, ...all.aims], before.areas),
    outcomes: listed(given.outcomes, all.outcomes, before.outcomes),
    preventionLevel: of('preventionLevel'),
    journeyStage: of('journeyStage'),
    contextLevel: of('contextLevel'),
    ageBand: of('ageBand'),
    timeBand: of('timeBand'),
  }
}

interface Item {
  value: string
  text: string
}
export interface CoordinatesView {
  selects: { id: string; label: string; items: (Item & { selected: boolean })[] }[]
  checks: { id: string; label: string; items: (Item & { checked: boolean })[] }[]
  /** Something is chosen, so the part stands open. */
  open: boolean
}

const listed = (value: unknown): string[] => [value ?? []].flat().map(String)

/** For `upCoordinates` of ui/macros/coordinates.njk: what may be chosen, with what was. */
export function coordinatesView(all: Choices, values: Record<string, unknown>): CoordinatesView {
  const areas = [...listed(values.areas), ...listed(values.aims)]
  const chosen = { areas, aims: areas, outcomes: listed(values.outcomes) }
  const lists = (['areas', 'aims', 'outcomes'] as const).filter(field => all[field].length > 0)
  return {
    selects: single
      .filter(field => all[field].length > 0)
      .map(field => ({
        id: field,
        label: titleOf(field),
        items: [{ code: '', label: 'Not said' }, ...all[field]].map(({ code, label }) => ({
          value: code,
          text: label,
          selected: code === String(values[field] ?? ''),
        })),
      })),
    checks: lists.map(field => ({
      id: field,
      label: titleOf(field),
      items: all[field].map(({ code, label }) => ({ value: code, text: label, checked: chosen[field].includes(code) })),
    })),
    open: areas.length + chosen.outcomes.length > 0 || single.some(field => String(values[field] ?? '') !== ''),
  }
}

/** The coordinates in words, those that are named. */
export const coordinateFacts = (all: Choices, of: Coordinates): { term: string; text: string }[] =>
  wordsOf(['areas', 'aims', 'outcomes', ...single], { ...of, aims: of.areas }, all)
