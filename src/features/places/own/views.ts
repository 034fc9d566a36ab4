import { dayWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { placeHref } from '../find/views.ts'
import type { Asset } from '../schemas.ts'
import { type Crumb, crumbs, ownCrumbs, type Typed, text, type Wrong, wrong } from './frame.ts'
import type * as queries from './queries.ts'

export const hubPage = page<
  Wrong & {
    title: string
    breadcrumbs: Crumb[]
    name: string
    nameHint: string
    radius: string
    reason: string
    reasonLabel: string
    station: string
    stations: { value: number | ''; text: string; selected: boolean }[]
    empty: boolean
    button: string
  }
>('places/pages/hub.njk')

export function newHub(stations: readonly Asset[], typed: Typed, errors: FieldError[]) {
  const chosen = text(typed, 'station')
  const line = (one: Asset) => ({ value: one.id, text: one.name, selected: String(one.id) === chosen })
  return hubPage({
    ...wrong(errors),
    title: 'New transport hub',
    breadcrumbs: crumbs(),
    name: text(typed, 'name'),
    nameHint: 'Leave it empty to use the name of the station.',
    radius: text(typed, 'radius', '400'),
    reason: text(typed, 'reason'),
    reasonLabel: 'Why is this hub needed?',
    station: '',
    stations: [{ value: '', text: 'Choose a station', selected: chosen === '' }, ...stations.map(line)],
    empty: stations.length === 0,
    button: 'Make the hub',
  })
}

export const editHub = (place: queries.Own, typed: Typed, errors: FieldError[]) =>
  hubPage({
    ...wrong(errors),
    title: `Change ${place.name}`,
    breadcrumbs: ownCrumbs(place),
    name: text(typed, 'name', place.name),
    nameHint: '',
    radius: text(typed, 'radius', String(place.radius ?? '')),
    reason: text(typed, 'reason'),
    reasonLabel: 'What changes, and why?',
    station: place.station ?? '',
    stations: [],
    empty: false,
    button: 'Save the change',
  })

export const membersPage = page<{
  title: string
  breadcrumbs: Crumb[]
  code: string
  name: string
  how: string
  reason: string
  retired: string
  distances: boolean
  rows: {
    name: string
    href: string
    ward: string
    wardHref: string
    residents: string
    metres: string
    holds: boolean
  }[]
  total: string
  counted: string
  history: { on: string; who: string; what: string; why: string }[]
  mayEdit: boolean
  mayRestore: boolean
}>('places/pages/members.njk')

type Member = Awaited<ReturnType<typeof queries.members>>[number]
type Entry = Awaited<ReturnType<typeof queries.history>>[number]

export function members(place: queries.Own, found: Member[], entries: Entry[], mayEdit: boolean) {
  const known = found.map(member => member.persons).filter(persons => persons !== null)
  return membersPage({
    title: `What ${place.name} is made of`,
    breadcrumbs: ownCrumbs(place),
    code: place.code,
    name: place.name,
    how: howMade(place),
    reason: place.reason ?? '',
    retired: place.validTo === null ? '' : `Retired on ${dayWords(place.validTo)}. Its past figures stay.`,
    distances: place.kind === 'hub',
    rows: found.map(memberRow),
    total: `${plural(found.length, 'small area')}, ${residentsOf(known, found.length)}`,
    counted: [...new Set(found.flatMap(member => member.counted ?? []))].join(', '),
    history: entries.map(entry => ({
      on: dayWords(entry.at),
      who: entry.who,
      what: whatWords(entry),
      why: text(entry.detail, 'reason'),
    })),
    mayEdit: mayEdit && place.validTo === null,
    mayRestore: mayEdit && place.validTo !== null,
  })
}

/** A sum that leaves a small area out is no number of residents, so it is not given. */
function residentsOf(known: readonly number[], all: number): string {
  if (known.length === all) return `${whole(known.reduce((sum, n) => sum + n, 0))} residents`
  return `residents not known: ${whole(all - known.length)} of them not counted`
}

function howMade(place: queries.Own): string {
  if (place.kind === 'hub')
    return `${place.station} and everything within ${whole(place.radius ?? 0)} metres of it. Its figures are those of the small areas whose centre lies within that distance, and of the one the station stands in.`
  return place.drawn
    ? 'A drawn area. Its figures are those of the small areas whose centre lies inside the line, so the line and the figures do not follow each other exactly.'
    : 'A set of small areas, chosen by hand. Its figures are theirs.'
}

const memberRow = (member: Member) => ({
  name: member.name,
  href: placeHref(member.code),
  ward: [member.wardName, member.boroughName].filter(name => name !== null).join(', '),
  wardHref: member.wardCode === null ? '' : placeHref(member.wardCode),
  residents: member.persons === null ? 'Not known' : whole(member.persons),
  metres: member.metres === null ? '' : `${whole(member.metres)} m`,
  holds: member.holds,
})

const deeds: Record<string, string> = {
  carried: 'Carried over to new small areas',
  made: 'Made',
  changed: 'Changed',
  retired: 'Retired',
  restored: 'Brought back',
}

function whatWords({ what, detail }: Entry): string {
  const deed = deeds[what.slice(what.indexOf('.') + 1)] ?? sentence(what)
  const before = text(detail, 'nameBefore')
  const counted = typeof detail.members === 'number' ? `, ${plural(detail.members, 'small area')}` : ''
  const radius = typeof detail.radius === 'number' ? `, ${whole(detail.radius)} metres` : ''
  return `${deed}${before === '' ? '' : `, called ${before} before`}${counted}${radius}`
}
