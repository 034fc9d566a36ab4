// The lines of the help page as they are now: the pack's, with what was put right since.
import { z } from 'zod'
import type { Day } from '../../../../lib/dates.ts'
import { conflict, forbidden } from '../../../../lib/errors.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import type { FieldError } from '../../../../platform/form.ts'
import { proposals } from '../../../people/index.ts'
import * as queries from './queries.ts'
import { type HelpLine, type HelpWords, lineOf } from './words.ts'

/** The pack's words with every correction in its place. */
export async function helpNow(db: Db, words: HelpWords): Promise<HelpWords> {
  const kept = new Map((await queries.kept(db)).map(line => [line.id, line]))
  const now = (line: HelpLine): HelpLine =>
    isLocked(words, line.id)
      ? { ...line, checkedOn: kept.get(line.id)?.checkedOn ?? line.checkedOn }
      : corrected(line, kept.get(line.id))
  return { ...words, groups: words.groups.map(group => ({ ...group, lines: group.lines.map(now) })) }
}

/** The lines that stand first everywhere (999, Childline) are the pack's: nobody changes them here, one person's slip would reach every page. */
export const isLocked = ({ first }: Pick<HelpWords, 'first'>, id: string): boolean => first.includes(id)
export const lockedWords =
  'This line stands on every page and is changed in the pack alone. You can say that you checked it.'

const reaching = ['phone', 'address', 'text', 'chat'] as const

/** How a line is reached: never put back by one person alone (docs/decisions/0013). */
export const ways: ReadonlySet<(typeof reaching)[number]> = new Set(reaching)

/** A way to reach somebody may be put right, not taken away. */
export const emptied = (pack: HelpLine, to: Correction): FieldError[] =>
  reaching
    .filter(field => pack[field] !== undefined && to[field] === '')
    .map(field => ({ field, text: 'Enter what is right now. A line must not lose a way to reach it' }))

const orNone = (value: string) => (value === '' ? undefined : value)

/** One line with its correction. What was emptied is not known, and is left out. */
export const corrected = (line: HelpLine, kept: queries.Kept | undefined): HelpLine =>
  kept === undefined
    ? line
    : {
        ...{ id: line.id, name: line.name, source: line.source, words: kept.words },
        ...{ phone: orNone(kept.phone), address: orNone(kept.address), hours: orNone(kept.hours) },
        ...{ cost: orNone(kept.cost), text: orNone(kept.text), chat: orNone(kept.chat) },
        ...{ checkedOn: kept.checkedOn ?? undefined, in: stillSaid(line, kept) },
      }

/** A translation says what the pack said in English: of what was put right since, none is left. */
function stillSaid(line: HelpLine, kept: queries.Kept): HelpLine['in'] {
  const same = (['words', 'hours', 'cost', 'text'] as const).filter(field => (line[field] ?? '') === kept[field])
  const left = Object.entries(line.in ?? {}).map(([lang, said]) => [
    lang,
    { name: said.name, ...Object.fromEntries(same.map(field => [field, said[field]])) },
  ])
  return line.in && Object.fromEntries(left)
}

const Correction = queries.Told.extend({ words: z.string().min(1) }).partial()
export type Correction = z.output<typeof queries.Told>

export const correctionOf = (line: HelpLine): Correction => ({
  ...{ words: line.words, phone: line.phone ?? '', address: line.address ?? '', hours: line.hours ?? '' },
  ...{ cost: line.cost ?? '', text: line.text ?? '', chat: line.chat ?? '' },
})

export interface Change {
  id: string
  /** Version that stood on the page. */
  seen: number
  by: string
}

const quicker = 'Somebody changed this line meanwhile. Open it again and look before you go on.'

export const objectOf = (id: string): string => `help-line/${id}`

interface Line {
  before: HelpLine
  now: Correction
}

async function lineNow(db: Db, words: HelpWords, id: string): Promise<Line> {
  if (isLocked(words, id)) throw forbidden(lockedWords)
  const before = lineOf(await helpNow(db, words), id)
  return { before, now: correctionOf(before) }
}

/** Asks for a change of a line: the public sees it once a second person has approved it. `waits`: the change that stood on the page as waiting, 0 for none. */
export const propose = (
  db: Db,
  words: HelpWords,
  { id, seen, by, waits }: Change & { waits: number },
  to: Correction,
): Promise<'same' | 'sent'> =>
  db.transaction(async tx => {
    const { now } = await lineNow(tx, words, id)
    if ((await versionOf(tx, id)) !== seen) throw conflict(quicker)
    const draft = proposals.changesIn(now, to)
    const object = objectOf(id)
    if (Object.keys(draft).length > 0) await proposals.propose(tx, { object, draft, by, seen: waits })
    else if (waits > 0) await proposals.withdraw(tx, { object, by, seen: waits })
    return Object.keys(draft).length > 0 ? 'sent' : 'same'
  })

export const versionOf = async (db: Db, id: string): Promise<number> =>
  (await queries.kept(db)).find(each => each.id === id)?.version ?? 0

interface Deciding extends Change {
  change: number
}

/** Makes the change that waits. Who approves it has looked at it, but saying “checked today” is a press of its own. */
export const approve = (db: Db, words: HelpWords, { id, seen, by, change }: Deciding): Promise<void> =>
  db.transaction(async tx => {
    const one = { object: objectOf(id), id: change, by }
    const { draft, reason } = await proposals.toDecide(tx, one)
    await make(tx, words, { id, seen, by }, draft, one, reason)
  })

/** Puts back what stood before the newest change that was approved, at once or once a second person has approved that too. Says which. */
export const takeBack = (
  db: Db,
  words: HelpWords,
  { id, seen, by, change, reason }: Deciding & { reason: string },
): Promise<boolean> =>
  db.transaction(async tx => {
    const object = objectOf(id)
    await lineNow(tx, words, id)
    if ((await versionOf(tx, id)) !== seen) throw conflict(quicker)
    const back = await proposals.takeBack(tx, { object, id: change, by, reason }, ways)
    if (back.isNow) await make(tx, words, { id, seen, by }, back.was, { object, id: back.change, by }, back.reason)
    return back.isNow
  })

async function make(
  tx: Db,
  words: HelpWords,
  { id, seen, by }: Change,
  to: proposals.Fields,
  one: proposals.Deciding,
  reason: string,
): Promise<void> {
  const { before, now } = await lineNow(tx, words, id)
  const after = { ...now, ...Correction.parse(to) }
  const [lost] = emptied(lineOf(words, id), after)
  if (lost) throw conflict(`${lost.text}.`)
  // a day beside a number says that the number was checked that day
  const checkedOn = [...ways].some(field => now[field] !== after[field]) ? null : (before.checkedOn ?? null)
  if ((await queries.put(tx, { id, ...after, checkedOn }, seen, by)) === 0) throw conflict(quicker)
  const was = Object.fromEntries(Object.entries(now).filter(([name]) => name in to))
  await proposals.settle(tx, one, { state: 'approved', reason, was })
  await record(tx, by, 'help-line.corrected', objectOf(id), { before: now, after })
}

/** Somebody made sure, today, that all a line says is right. */
export const checked = (db: Db, words: HelpWords, { id, seen, by }: Change, today: Day): Promise<void> =>
  db.transaction(async tx => {
    const now = correctionOf(lineOf(await helpNow(tx, words), id))
    if ((await queries.put(tx, { id, ...now, checkedOn: today }, seen, by)) === 0) throw conflict(quicker)
    await record(tx, by, 'help-line.checked', `help-line/${id}`, { on: today })
  })
