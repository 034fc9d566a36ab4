import { createHash } from 'node:crypto'
import { conflict, notFound } from '../../../lib/errors.ts'
import { list } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import type { Reading } from '../analyses/reading.ts'
import { askedOf, type Looking } from '../analyses/view.ts'
import { whyNoFinding } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { measuresOf, topicOf } from './about.ts'
import { keepsBack, untold } from './hidden.ts'
import type { Made } from './made.ts'
import { freeze, type Ground, groundOf, mayTell, statementOf, tells } from './mark.ts'
import { type Found, readingOf } from './of-view.ts'
import * as queries from './queries.ts'
import { About, type Evidence, type Finding, OfView } from './schemas.ts'

/** What a finding is being made of: a mark or a reading. */
export interface Basis {
  made: Made
  /** Where the maker came from. */
  cancel: string
  hidden: { name: string; value: string }[]
  /** In the words of its figures, to start from. */
  statement: string
  /** Where it stands in time and age, to start from. */
  begins: { timeBand?: string; ageBand?: string }
  /** May its counts be written in the statement? */
  tell: boolean
  /** What is wrong with a statement that rests on it. */
  wrong(statement: string): FieldError[]
}

/** What the address of the form, or its post, names; a plain refusal where no finding can be made of it. */
export async function basisOf(rooms: Looking, maker: Actor, given: unknown): Promise<Basis> {
  const ofView = OfView.safeParse(given)
  if (ofView.success) return ofReading(await readingOf(rooms, maker, ofView.data))
  const about = About.safeParse(given)
  const ground = about.success ? await groundOf(rooms, about.data.place, about.data.measure) : undefined
  if (!ground) throw notFound('A mark for that place and measure')
  const why = whyNoFinding(ground.firm.measure, ground.firm.area)
  if (why) throw conflict(why)
  return ofMark(rooms, ground)
}

const smallWords = 'Take the counts out: one is too small for all who may read this'

async function ofMark(rooms: Rooms, ground: Ground): Promise<Basis> {
  const { area, measure } = ground.firm
  return {
    made: {
      placeIds: [area.id],
      measureId: measure.id,
      evidence: await freeze(rooms.db, ground, rooms.today()),
      exhibit: null,
      version: ground.store.version,
    },
    cancel: `/places/${area.code}`,
    hidden: [
      { name: 'place', value: area.code },
      { name: 'measure', value: measure.code },
    ],
    statement: statementOf(ground),
    begins: {},
    tell: mayTell(ground),
    wrong: wrongOfMark(ground),
  }
}

const wrongOfMark =
  (ground: Ground | undefined) =>
  (statement: string): FieldError[] =>
    ground && tells(ground, statement) ? [{ field: 'statement', text: smallWords }] : []

export function ofReading({ view, store, reading, evidence, placeIds }: Found): Basis {
  const { svg, table } = reading
  const [only, ...more] = reading.measures
  return {
    made: {
      placeIds,
      measureId: (more.length === 0 && only && store.byCode.get(only)?.id) || null,
      evidence,
      exhibit: { svg, table },
      version: store.version,
    },
    cancel: reading.href,
    hidden: [
      { name: 'view', value: reading.view },
      { name: 'asked', value: reading.href.split('?')[1] ?? '' },
      { name: 'seen', value: digestOf(reading) },
    ],
    statement: reading.statement,
    begins: view.suggests?.(askedOf(reading.href)) ?? {},
    tell: !keepsBack(reading),
    wrong: wrongOfReading(reading, evidence),
  }
}

const wrongOfReading =
  (reading: Reading, evidence: Evidence) =>
  (statement: string): FieldError[] => {
    const units = measuresOf(evidence).map(measure => measure.unit)
    const numbers = untold(reading, statement, units)
    const text = `Take out ${list(numbers)}: some counts behind this are too small to show, so only numbers that stand in its figures may be told`
    return numbers.length ? [{ field: 'statement', text }] : []
  }

/** Changes with any figure, so that nobody keeps figures other than those they wrote about. */
export const digestOf = (reading: Reading): string =>
  createHash('sha256').update(JSON.stringify(reading.figures)).digest('hex').slice(0, 16)

/** Did the figures change between the form and its post? */
export const movedMeanwhile = (basis: Basis, seen: unknown): FieldError[] => {
  const now = basis.hidden.find(field => field.name === 'seen')
  return now && typeof seen === 'string' && seen !== '' && seen !== now.value
    ? [{ field: 'statement', text: 'The figures have changed while you wrote. Look at them beside this, then keep it' }]
    : []
}

/** What is wrong with a new statement of a finding that is there, and whether counts may be told in it. */
export async function basisOfKept(rooms: Rooms, finding: Finding): Promise<Pick<Basis, 'tell' | 'wrong'>> {
  const { evidence } = finding
  if (evidence.kind === 'reading') {
    const reading: Reading = { ...evidence.reading, ...(await queries.exhibitOf(rooms.db, finding.id)) }
    return { tell: !keepsBack(reading), wrong: wrongOfReading(reading, evidence) }
  }
  const ground = await groundOf(rooms, evidence.place.code, evidence.measure.code)
  return { tell: ground === undefined || mayTell(ground), wrong: wrongOfMark(ground) }
}

export const titleOfForm = (evidence: Evidence, isNew: boolean): string =>
  `${isNew ? 'A finding' : 'Change a finding'}: ${topicOf(evidence)}`
