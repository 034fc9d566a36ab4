// The lines of the help page as they are now: the pack's, with what was put right since.
import type { Day } from '../../../../lib/dates.ts'
import { conflict, forbidden } from '../../../../lib/errors.ts'
import { record } from '../../../../platform/audit.ts'
import type { Db } from '../../../../platform/db.ts'
import type { FieldError } from '../../../../platform/form.ts'
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

/** A way to reach somebody may be put right, not taken away. */
export const emptied = (pack: HelpLine, to: Correction): FieldError[] =>
  (['phone', 'address', 'text', 'chat'] as const)
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
        checkedOn: kept.checkedOn ?? undefined,
      }

export type Correction = Omit<queries.Kept, 'id' | 'checkedOn' | 'version'>

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

/** Puts a line right. Who corrects it has looked at it, but saying “checked today” is a press of its own. */
export const correct = (db: Db, words: HelpWords, { id, seen, by }: Change, to: Correction): Promise<void> =>
  db.transaction(async tx => {
    if (isLocked(words, id)) throw forbidden(lockedWords)
    const before = lineOf(await helpNow(tx, words), id)
    const line = { id, ...to, checkedOn: before.checkedOn ?? null }
    if ((await queries.put(tx, line, seen, by)) === 0) throw conflict(quicker)
    await record(tx, by, 'help-line.corrected', `help-line/${id}`, { before: correctionOf(before), after: to })
  })

/** Somebody made sure, today, that all a line says is right. */
export const checked = (db: Db, words: HelpWords, { id, seen, by }: Change, today: Day): Promise<void> =>
  db.transaction(async tx => {
    const now = correctionOf(lineOf(await helpNow(tx, words), id))
    if ((await queries.put(tx, { id, ...now, checkedOn: today }, seen, by)) === 0) throw conflict(quicker)
    await record(tx, by, 'help-line.checked', `help-line/${id}`, { on: today })
  })
