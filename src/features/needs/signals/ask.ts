import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import type { Bench } from '../../../platform/work.ts'
import { type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import { type Ground, groundOf, type Known, kinds, markable, openTo } from './ground.ts'
import { type MarkAsk, type Marked, marksOf } from './marked.ts'
import { defaults, type Settings, SettingsForm } from './settings.ts'

export interface Rooms {
  db: Db
  pack: Pack
  bench: Bench
  today(): string
}

const Address = z.object({
  level: z.enum(kinds).exclude(['lsoa']).catch('ward'),
  measure: z.string().catch(''),
  end: z.string().catch(''),
  across: z.string().catch(''),
})

/** What the address of a page of signals asks for, as far as this person may have it. */
export interface Asked {
  store: Store
  ground: Ground
  /** Measures this person may choose at this level. */
  choices: Known[]
  known: Known
  /** The measure shown when the address names none. */
  usual: Known
  ask: MarkAsk
  errors: FieldError[]
  /** Another number of fewest events was asked for by somebody who may not choose it. */
  fewestKept: boolean
}

export type Answered =
  | { state: 'no places' }
  | { state: 'no data'; ground: Ground }
  | { state: 'refused'; ground: Ground; measure: Measure }
  | { state: 'no assessment'; asked: Asked }
  | { state: 'marked'; asked: Asked; marked: Marked }

/** Reads the address and finds the marks. Settings out of range come back as errors, and the usual ones are used. */
export async function answer(rooms: Rooms, actor: Actor, query: unknown): Promise<Answered> {
  const asked = Address.parse(query ?? {})
  const store = await openEvidence(rooms.db)
  const ground = await groundOf(rooms.db, store, asked.level)
  if (!ground) return { state: 'no places' }
  const all = markable(ground.known)
  const choices = openTo(actor, ground.kind, all)
  const usual = choices.find(k => k.measure.code === rooms.pack.headlines[0]) ?? choices[0]
  const refused = all.find(k => k.measure.code === asked.measure && !choices.includes(k))
  if (refused) return { state: 'refused', ground, measure: refused.measure }
  if (!usual) return { state: 'no data', ground }
  const known = choices.find(k => k.measure.code === asked.measure) ?? usual
  const { settings, errors, fewestKept } = readSettings(query, actor)
  const ask: MarkAsk = {
    end: known.months.includes(asked.end) ? asked.end : undefined,
    settings,
    across: asked.across === 'show' && actor.role === 'analyst',
  }
  const found: Asked = { store, ground, choices, known, usual, ask, errors, fewestKept }
  const marked = await marksOf(rooms.bench, rooms.db, store, ground, known, ask)
  return marked ? { state: 'marked', asked: found, marked } : { state: 'no assessment', asked: found }
}

const Fewest = z.object({ fewest: z.string() })

/**
 * The settings of an address. The fewest events are for analysts to choose: who may set them freely learns from the place's word, try by
 * try, the sum of two counts that are hidden.
 */
export function readSettings(
  query: unknown,
  actor: Actor,
): { settings: Settings; errors: FieldError[]; fewestKept: boolean } {
  const analyst = actor.role === 'analyst'
  const found = readForm(analyst ? SettingsForm : SettingsForm.omit({ fewest: true }), query)
  const asked = Fewest.safeParse(query).data?.fewest
  const fewestKept = !analyst && asked !== undefined && asked !== String(defaults.fewest)
  return found.ok
    ? { settings: { ...defaults, ...found.data }, errors: [], fewestKept }
    : { settings: defaults, errors: found.errors, fewestKept }
}
