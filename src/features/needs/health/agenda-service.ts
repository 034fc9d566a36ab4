import { addDays, firstDay, lastDay, monthWords } from '../../../lib/dates.ts'
import { conflict } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { anyone } from '../../../platform/http.ts'
import { keep } from '../../threads/index.ts'
import { type Doing, stepOf } from '../register.ts'
import { officer as reader } from '../rules.ts'
import { freeze } from './agenda-figures.ts'
import * as queries from './agenda-queries.ts'
import type { Agenda, Notes } from './agenda-schemas.ts'
import { type Look, look } from './look.ts'
import { sources } from './queries.ts'
import { path } from './reading.ts'

/** Days a month's agenda waits for the partnership before it is late. */
const daysToMeet = 14

export const hrefOf = (id: number): string => `${path}/agendas/${id}`

async function line(tx: Db, id: number, { actor, today }: Doing): Promise<void> {
  const agenda = await queries.find(tx, id)
  if (!agenda) return
  const isOpen = agenda.status === 'open'
  await keep(
    tx,
    {
      key: `agenda/${id}`,
      title: agenda.title,
      href: hrefOf(id),
      state: agenda.status,
      places: [agenda.placeCode],
      startsOn: firstDay(agenda.month),
      endsOn: lastDay(agenda.month),
      ownerRole: isOpen ? 'officer' : null,
      because: `The hospitals’ figures of ${monthWords(agenda.month)} came`,
      dueOn: isOpen ? addDays(agenda.openedOn, daysToMeet) : null,
      ended: !isOpen,
    },
    { by: actor.email, today },
  )
}

const step = stepOf('agenda', 'agenda', line)

export interface Opening {
  by: string
  today: string
  /** Only this month; otherwise every month that came since the last agenda, of a source without one its newest. */
  month?: string
}

/** The figures of a source's month as an agenda keeps them. */
export const lookFor = (db: Db, today: string, source: string, end = '', measure = ''): Promise<Look | undefined> =>
  look({ db, today: () => today }, reader, { source, end, measure })

// Of a file that brings years at once nobody wants years of agendas.
const mostAtOnce = 3

/** Opens the agendas of the hospital data that have come and have none yet, and gives their numbers. */
export async function openAgendas(db: Db, { by, today, month }: Opening): Promise<number[]> {
  const opened: number[] = []
  const before = await queries.list(db)
  for (const { id } of await sources(db)) {
    const found = await lookFor(db, today, id)
    const last = before.find(agenda => agenda.sourceId === id)?.month
    const come = last ? found?.covered.filter(each => each > last).slice(-mostAtOnce) : found && [found.end]
    for (const end of month ? [month] : (come ?? [])) {
      const look = await lookFor(db, today, id, end)
      const made = look?.end === end ? await openOne(db, look, { actor: { ...anyone, email: by }, today }) : undefined
      if (made) opened.push(made)
    }
  }
  return opened
}

async function openOne(db: Db, look: Look, doing: Doing): Promise<number | undefined> {
  const { source, end: month, city } = look
  const figures = await freeze({ db }, look)
  const title = `What will we do about it? Hospital data, ${monthWords(month)}: ${source.publisher}`
  return db.transaction(async tx => {
    const made = await queries.open(tx, {
      sourceId: source.id,
      month,
      placeCode: city.code,
      title,
      figures,
      on: doing.today,
    })
    if (!made) return undefined
    await record(tx, doing.actor.email, 'agenda.opened', `agenda/${made.id}`, { source: source.id, month })
    await line(tx, made.id, doing)
    return made.id
  })
}

export const save = (db: Db, doing: Doing, { id }: Agenda, notes: Notes): Promise<void> =>
  step(db, doing, id, 'changed', {}, tx => queries.save(tx, id, notes))

/** An agenda is closed with what is done about it, or with why nothing is. */
export const close = (db: Db, doing: Doing, { id, actions }: Agenda, noAction: string): Promise<void> => {
  if (actions === 0 && noAction === '') throw conflict('Say what is done, or why nothing is')
  return step(db, doing, id, 'closed', { noAction }, tx =>
    queries.close(tx, id, noAction, doing.actor.accountId, doing.today),
  )
}

export const reopen = (db: Db, doing: Doing, { id }: Agenda): Promise<void> =>
  step(db, doing, id, 'reopened', {}, tx => queries.reopen(tx, id))
