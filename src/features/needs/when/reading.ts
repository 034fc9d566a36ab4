import { formatRate } from '../../../lib/charts/index.ts'
import { monthOfDay } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
import type { View } from '../analyses/view.ts'
import type { Rooms } from '../signals/ask.ts'
import { sourceWords } from '../sources.ts'
import { type When, whenOf } from './compute.ts'
import { hubsOf } from './hubs.ts'
import type { Part } from './page.ts'
import { partsOf } from './parts.ts'
import { hrefOf, officer, scopeOf } from './scope.ts'
import * as sources from './sources.ts'
import { notesOf, statementOf, titleOf } from './statement.ts'
import { about, limits, spanWords, standingOut, timesWords } from './words.ts'

export const path = '/analyses/when'

export interface Shown {
  when: When
  parts: Part[]
  reading: Reading
}

/** All that the page says, for one person. */
export async function shownOf(db: Db, scope: When['scope']): Promise<Shown> {
  const when = await whenOf(db, scope)
  const hubs = when.hours ? await hubsOf(db, scope, when.hours) : []
  const parts = partsOf(when, hubs)
  return { when, parts, reading: await readingOf(db, when, parts) }
}

async function readingOf(db: Db, when: When, parts: readonly Part[]): Promise<Reading> {
  const { scope, hours, months } = when
  const month = typeof months === 'string' ? undefined : months
  const picture = parts.find(part => part.svg !== '')
  const table = picture?.table ?? parts.find(part => part.table)?.table
  const imports = [...new Set([...(hours?.imports ?? []), ...(month ? when.monthImports : [])])].sort((a, b) => a - b)
  const [from, to] = hours ? [monthOfDay(hours.from), monthOfDay(hours.to)] : [month?.from ?? '', month?.to ?? '']
  return {
    view: 'when',
    title: titleOf(when),
    href: hrefOf(path, scope),
    statement: statementOf(when),
    figures: figuresOf(when),
    ...(picture ? { svg: picture.svg } : {}),
    ...(table
      ? { table: { caption: table.caption, head: table.head, rows: table.rows.map(row => row.map(cell => cell.text)) } }
      : {}),
    from,
    to,
    places: [scope.spot.code],
    measures: [scope.measure.code],
    imports,
    source:
      (await sources.ofImports(db, imports)) || (await sourceWords(db, scope.store, scope.measure.id, when.placeIds)),
    method: '/methods/time-of-day',
    settings: hours ? `Hours looked at: ${when.band.name.toLowerCase()}` : '',
    notes: notesOf(when),
  }
}

function figuresOf(when: When): Figure[] {
  const { hours, band, months } = when
  const figures: Figure[] = []
  if (hours?.band) {
    const { count, rest, share } = hours.band
    figures.push({
      label: `${band.name}, rate an hour over that of the rest of the week`,
      value: timesWords(hours.band).split(' (')[0] ?? '',
      count: about(count, hours.rounded),
      denominator: `${about(count + rest, hours.rounded)} events with a known hour (${formatRate(100 * share)}%)`,
      period: spanWords(hours.from, hours.to),
      interval: limits(hours.band),
    })
  }
  if (hours?.school)
    figures.push({
      label: 'School holidays, events a day over those of term',
      value: timesWords(hours.school).split(' (')[0] ?? '',
      count: `${whole(hours.school.inside)} days of holiday`,
      denominator: `${whole(hours.school.outside)} days of term`,
      period: spanWords(hours.from, hours.to),
      interval: limits(hours.school),
    })
  if (typeof months !== 'string')
    for (const slot of standingOut(months.profile.months).filter((_, i, all) => i === 0 || i === all.length - 1))
      figures.push({
        label: `${slot.name}, events a day over those of the rest of the year`,
        value: timesWords(slot).split(' (')[0] ?? '',
        count: whole(slot.count),
        denominator: `${whole(months.profile.total)} events, ${whole(slot.exposure)} days of ${slot.name}`,
        period: spanWords(months.from, months.to),
        interval: limits(slot),
      })
  return figures
}

export const view: View = {
  name: 'when',
  title: 'When',
  question: 'In which months, on which days and at which hours does it happen, and is that more than chance?',
  path,
  read: async (rooms: Rooms, asked: Record<string, string>): Promise<Reading | undefined> => {
    const scoped = await scopeOf(rooms, officer, asked, { own: true })
    return scoped.state === 'ready' ? (await shownOf(rooms.db, scoped.scope)).reading : undefined
  },
  addressFor: async (rooms, actor, asked) => {
    const scoped = await scopeOf(rooms, actor, asked, { own: true })
    return scoped.state === 'ready' ? hrefOf(path, scoped.scope) : undefined
  },
}
