// The map as a way of looking that findings are made of: an officer's eyes, and months as the maker may choose them.
import { type Actor, anyone } from '../../../platform/http.ts'
import { type Links, linksOf } from '../analyses/links.ts'
import type { View } from '../analyses/view.ts'
import { officer } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { openTo } from '../signals/ground.ts'
import { type MapAsk, readAsk } from './ask.ts'
import { look } from './look.ts'
import { ownAddress } from './own.ts'
import { readingOf } from './reading.ts'
import { titleOf } from './words.ts'

// A finding is held against the same months for years: only an analyst's choice of months reaches all of them.
const chooser: Actor = { ...anyone, role: 'analyst' }

export const mapView: View = {
  name: 'map',
  title: 'The map',
  question: 'Where is it recorded, and does it fall where people are most deprived?',
  path: '/map',
  async read(rooms: Rooms, asked: Record<string, string>) {
    const found = await look(rooms, officer, asked, chooser)
    if (found.state !== 'ready' || !isOpen(found.ready.ask)) return undefined
    const { ask, shown, figures, drawing } = found.ready
    if (figures.rows.every(row => row.group === null)) return undefined
    return readingOf({ ask, shown, figures, drawing, city: rooms.pack.city.code, href: addressOf(ask) })
  },
  async addressFor(rooms, actor, asked) {
    const answer = asked.level === 'lsoa' ? undefined : await readAsk(rooms, actor, asked)
    return answer?.state === 'ready' ? addressOf(answer.ask) : undefined
  },
  marks: ({ show }) => show === 'change' || show === 'level',
}

/** Small areas, and measures that are not shown so low, are for analysts alone. */
const isOpen = ({ ground, known }: MapAsk): boolean =>
  ground.kind !== 'lsoa' && openTo(officer, ground.kind, [known]).length > 0

/** The address of the same map, always written the same way. */
const addressOf = ({ ground, known, show, end, own }: MapAsk): string =>
  `/map?${new URLSearchParams({ level: ground.kind, measure: known.measure.code, show, end, ...ownAddress(own) })}`

/** Where a finding is made of this map, or it is put into an assessment, for those who may. */
export const linksOfMap = (actor: Actor, ask: MapAsk, asked: unknown): Links =>
  linksOf(actor, { view: 'map', href: addressOf(ask), method: '', title: titleOf(ask) }, { may: isOpen(ask), asked })
