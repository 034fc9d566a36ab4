import { z } from 'zod'
import type { Db } from '../../../platform/db.ts'
import { type FieldError, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import type { Bench } from '../../../platform/work.ts'
import { type Measure, openEvidence, type Store } from '../../evidence/index.ts'
import { mayTest } from '../rules.ts'
import { type Ground, groundOf, type Known, kinds, markable, openTo } from './ground.ts'
import { type MarkAsk, type Marked, marksOf } from './marked.ts'
import { defaults, type Settings, SettingsForm, settingKeys, written } from './settings.ts'

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
  /** May this person choose how the marks are made, and for which months? */
  tests: boolean
  /** Other choices were asked for by somebody who may not make them. */
  choicesKept: boolean
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
  const tests = mayTest(actor)
  const { settings, errors, choicesKept } = readSettings(query, tests)
  const ask: MarkAsk = {
    end: tests && known.months.includes(asked.end) ? asked.end : undefined,
    settings,
    across: tests && asked.across === 'show',
  }
  const found: Asked = { store, ground, choices, known, usual, ask, errors, tests, choicesKept }
  const marked = await marksOf(rooms.bench, rooms.db, store, ground, known, ask)
  return marked ? { state: 'marked', asked: found, marked } : { state: 'no assessment', asked: found }
}

const Word = z.string().catch('')
const Choices = z.object({
  end: Word,
  across: Word,
  ...Object.fromEntries(settingKeys.map(key => [key, Word])),
})

/**
 * The settings of an address. They are for analysts to choose: who may set the fewest events, the windows or the period freely learns try
 * by try, from a place's word alone, a count that is hidden. For others the marks are made in the usual way, whatever the address says.
 */
export function readSettings(
  query: unknown,
  tests: boolean,
): { settings: Settings; errors: FieldError[]; choicesKept: boolean } {
  if (!tests) return { settings: defaults, errors: [], choicesKept: asksOther(query) }
  const found = readForm(SettingsForm, query)
  return found.ok
    ? { settings: found.data, errors: [], choicesKept: false }
    : { settings: defaults, errors: found.errors, choicesKept: false }
}

const usually: Record<string, string> = written(defaults)
const asksOther = (query: unknown): boolean =>
  Object.entries(Choices.parse(query ?? {})).some(([key, value]) => value !== '' && value !== usually[key])
