import { type Day, dayWords } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import type { Builder, Choice, NewReleasable } from '../../releases/index.ts'
import {
  daysLate,
  type Entry,
  headStartDays,
  listEntries,
  type Register,
  registers,
  wordOf,
} from '../../threads/index.ts'

interface Asked {
  pack: Pack
  register: Register
  today: Day
}

/** Entries of a register as the public may read them: who said what, and the answer. What is written for those who work on it is not read here. */
export const registerBuilder = (pack: Pack, kind: Entry['register'], today: () => Day): Builder => {
  const asked = () => ({ pack, register: registers[kind], today: today() })
  return {
    kind,
    title: registers[kind].title,
    ...(notes[kind] && { note: notes[kind] }),
    choices: async db => choicesOf(asked(), await ready(db, asked())),
    build: async (db, key) => {
      const entry = (await ready(db, asked())).find(each => keyOf(each) === key)
      return entry && item(asked(), entry)
    },
  }
}

const notes: Partial<Record<Entry['register'], string>> = {
  commitment: `One that is overdue can be chosen after ${headStartDays} days: those who promised know first.`,
}

const keyOf = ({ register, id }: Entry) => `${register}/${id}`

const ready = async (db: Db, { register, today }: Asked): Promise<Entry[]> =>
  (await listEntries(db, [register.kind])).filter(entry => mayBePublic(entry, today))

/** Challenges and promises may be read while they wait; what people said, and what changed, once there is an answer that holds. */
export function mayBePublic(
  entry: Pick<Entry, 'register' | 'outcome' | 'repliedOn' | 'droppedOn' | 'dueOn'>,
  today: Day,
) {
  if (entry.droppedOn !== null) return false
  if (entry.register === 'you-said') return entry.repliedOn !== null
  if (entry.register === 'systems-change') return entry.repliedOn !== null && entry.outcome !== 'not shown'
  const late = daysLate(entry, today)
  return entry.register === 'challenge' || late === 0 || late > headStartDays
}

function choicesOf({ register, today }: Asked, entries: readonly Entry[]): Choice[] {
  const each = entries.map(entry => ({
    key: keyOf(entry),
    title: entry.title,
    hint: `${entry.party}. ${stood(entry, today)}`,
  }))
  if (each.length < 2) return each
  const keys = each.map(({ key }) => key)
  return [{ key: `${register.kind}/all`, title: `All of them: ${keys.length} ${register.noun[1]}`, keys }, ...each]
}

/** How it stands, with its day: a release keeps the day it was made on. */
function stood(entry: Entry, today: Day): string {
  if (entry.repliedOn !== null) return `${wordOf(entry, 'outcome')}, ${dayWords(entry.repliedOn)}`
  const due = dayWords(entry.dueOn ?? today)
  return daysLate(entry, today) > 0 ? `No answer yet: it was due on ${due}` : `No answer yet: it is due on ${due}`
}

const item = ({ pack, register, today }: Asked, entry: Entry): NewReleasable => ({
  key: keyOf(entry),
  kind: entry.register,
  title: entry.title,
  summary: `${register.party.term}: ${entry.party}.`,
  period: `${wordsOfDay(entry)}. As it stood on ${dayWords(today)}`,
  places: entry.places,
  areas: entry.areas,
  outcomes: entry.outcomes,
  text: textOf(register, entry, today),
  sources: [{ title: `${register.title}, ${entry.id}`, custodian: pack.unit, asAt: entry.repliedOn ?? today }],
  licence: 'Open Government Licence v3.0',
  extra: { party: entry.party, state: entry.outcome === null ? 'No answer yet' : wordOf(entry, 'outcome') },
  because: [keyOf(entry)],
})

const wordsOfDay = ({ changedOn, openedOn }: Entry) =>
  changedOn === null ? `Written down on ${dayWords(openedOn)}` : `Since ${dayWords(changedOn)}`

/** Kind, before and after where there are any, and the answer in the words it was given in. */
function textOf({ asks, reply }: Register, entry: Entry, today: Day): string {
  const parts = (['before', 'after', 'evidence'] as const).flatMap(field =>
    asks[field] ? [`**${asks[field].label.replace(/\?$/, '')}:** ${entry[field]}`] : [],
  )
  const kind = wordOf(entry, 'nature')
  const answer = entry.repliedOn === null ? [] : [entry.reply]
  const standing = `**${reply.heading}.** ${stood(entry, today)}.`
  return [...(kind ? [`**Kind:** ${kind}.`] : []), ...parts, standing, ...answer].join('\n\n')
}
