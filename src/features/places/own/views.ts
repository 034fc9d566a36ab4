import { dayWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import { errorList, type FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { kindName, placeHref } from '../find/views.ts'
import type { Asset } from '../schemas.ts'
import { plan } from './plan.ts'
import type * as queries from './queries.ts'

interface Crumb {
  text: string
  href?: string
}
interface Wrong {
  errors: FieldError[]
  errorSummary: { text: string; href: string }[]
  /** First message of each field, by field. */
  errorOf: Record<string, { text: string }>
}

const wrong = (errors: FieldError[]): Wrong => ({
  errors,
  errorSummary: errorList(errors),
  errorOf: Object.fromEntries([...errors].reverse().map(error => [error.field, { text: error.text }])),
})

const crumbs = (...more: Crumb[]): Crumb[] => [{ text: 'Places', href: '/places' }, ...more]
const own = (place: queries.Own): Crumb[] => crumbs({ text: place.name, href: placeHref(place.code) })

/** What was typed, to be shown again. */
export type Typed = Record<string, unknown>
const text = (typed: Typed, field: string, otherwise = '') =>
  typeof typed[field] === 'string' || typeof typed[field] === 'number' ? String(typed[field]) : otherwise

export const startPage = page<
  Wrong & { title: string; breadcrumbs: Crumb[]; boroughs: { value: string; text: string }[] }
>('places/pages/neighbourhood-start.njk')

export const start = (boroughs: { code: string; name: string }[]) =>
  startPage({
    ...wrong([]),
    title: 'New neighbourhood',
    breadcrumbs: crumbs(),
    boroughs: [{ value: '', text: 'Choose a borough' }, ...boroughs.map(one => ({ value: one.code, text: one.name }))],
  })

export const wardsPage = page<
  Wrong & {
    title: string
    breadcrumbs: Crumb[]
    borough: string
    groups: { title: string; items: { value: string; text: string; checked: boolean }[] }[]
    action: string
  }
>('places/pages/neighbourhood-wards.njk')

export function wards(
  found: Awaited<ReturnType<typeof queries.wardsOf>>,
  borough: string,
  action: string,
  errors: FieldError[],
  ticked: readonly string[] = [],
) {
  const item = (ward: (typeof found)[number]) => ({
    value: ward.code,
    text: `${ward.name}${ward.beside ? `, ${ward.boroughName}` : ''}`,
    checked: ticked.includes(ward.code),
  })
  const groups = [
    {
      title: found.find(ward => !ward.beside)?.boroughName ?? 'Wards',
      items: found.filter(ward => !ward.beside).map(item),
    },
    { title: 'Next to it, in other boroughs', items: found.filter(ward => ward.beside).map(item) },
  ]
  return wardsPage({
    ...wrong(errors),
    title: 'Which wards does it lie in?',
    breadcrumbs: crumbs(),
    borough,
    action,
    groups: groups.filter(group => group.items.length > 0),
  })
}

export const choosePage = page<
  Wrong & {
    title: string
    breadcrumbs: Crumb[]
    name: string
    reason: string
    reasonLabel: string
    hidden: { name: string; value: string }[]
    groups: { title: string; items: { value: string; text: string; checked: boolean }[] }[]
    plan: string
    otherWards: string
    button: string
  }
>('places/pages/neighbourhood-choose.njk')

export interface Choosing {
  lsoas: queries.Lsoa[]
  chosen: readonly string[]
  typed: Typed
  errors: FieldError[]
  borough: string
  wards: readonly string[]
  place?: queries.Own
}

export function choose({ lsoas, chosen, typed, errors, borough, wards, place }: Choosing) {
  const names = [...new Set(lsoas.map(lsoa => lsoa.wardName))]
  const groups = names.map(title => ({
    title,
    items: lsoas
      .filter(lsoa => lsoa.wardName === title)
      .map(lsoa => ({
        value: lsoa.code,
        text: `${lsoa.name}${lsoa.persons === null ? '' : ` (${whole(lsoa.persons)} residents)`}`,
        checked: chosen.includes(lsoa.code),
      })),
  }))
  const address = place ? `/places/${place.code}/edit` : '/places/new-neighbourhood'
  return choosePage({
    ...wrong(errors),
    title: place ? `Change ${place.name}` : 'Choose its small areas',
    breadcrumbs: place ? own(place) : crumbs(),
    name: text(typed, 'name', place?.name),
    reason: text(typed, 'reason'),
    reasonLabel: place ? 'What changes, and why?' : 'Why is this place needed?',
    hidden: [
      { name: 'how', value: 'chosen' },
      { name: 'borough', value: borough },
      ...wards.map(value => ({ name: 'ward', value })),
    ],
    groups,
    plan: plan(lsoas, new Set(chosen)),
    otherWards: `${address}?borough=${encodeURIComponent(borough)}&wards=other`,
    button: place ? 'Save the change' : 'Make the neighbourhood',
  })
}

export const drawPage = page<
  Wrong & {
    title: string
    breadcrumbs: Crumb[]
    name: string
    reason: string
    reasonLabel: string
    area: string
    areaHint: string
    button: string
  }
>('places/pages/neighbourhood-draw.njk')

export const draw = (typed: Typed, errors: FieldError[], place?: queries.Own) =>
  drawPage({
    ...wrong(errors),
    title: place ? `Change ${place.name}` : 'Paste or upload an area',
    breadcrumbs: place ? own(place) : crumbs(),
    name: text(typed, 'name', place?.name),
    reason: text(typed, 'reason'),
    reasonLabel: place ? 'What changes, and why?' : 'Why is this place needed?',
    area: text(typed, 'area').slice(0, 20_000),
    areaHint: `GeoJSON: a polygon in longitude and latitude. British National Grid is moved for you.${place ? ' Leave both empty to keep the line as it is.' : ''}`,
    button: place ? 'Save the change' : 'Make the neighbourhood',
  })

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
    breadcrumbs: own(place),
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

export const retirePage = page<
  Wrong & { title: string; breadcrumbs: Crumb[]; name: string; kind: string; reason: string; back: string }
>('places/pages/retire.njk')

export const retire = (place: queries.Own, typed: Typed, errors: FieldError[]) =>
  retirePage({
    ...wrong(errors),
    title: `Retire ${place.name}`,
    breadcrumbs: own(place),
    name: place.name,
    kind: kindName(place.kind).toLowerCase(),
    reason: text(typed, 'reason'),
    back: `/places/${place.code}/members`,
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
}>('places/pages/members.njk')

type Member = Awaited<ReturnType<typeof queries.members>>[number]
type Entry = Awaited<ReturnType<typeof queries.history>>[number]

export function members(place: queries.Own, found: Member[], entries: Entry[], mayEdit: boolean) {
  const known = found.map(member => member.persons).filter(persons => persons !== null)
  return membersPage({
    title: `What ${place.name} is made of`,
    breadcrumbs: own(place),
    code: place.code,
    name: place.name,
    how: howMade(place),
    reason: place.reason ?? '',
    retired: place.validTo === null ? '' : `Retired on ${dayWords(place.validTo)}. Its past figures stay.`,
    distances: place.kind === 'hub',
    rows: found.map(memberRow),
    total: `${plural(found.length, 'small area')}, ${known.length === found.length ? `${whole(known.reduce((sum, n) => sum + n, 0))} residents` : 'residents not known'}`,
    counted: [...new Set(found.flatMap(member => member.counted ?? []))].join(', '),
    history: entries.map(entry => ({
      on: dayWords(entry.at),
      who: entry.who,
      what: whatWords(entry),
      why: text(entry.detail, 'reason'),
    })),
    mayEdit: mayEdit && place.validTo === null,
  })
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
}

function whatWords({ what, detail }: Entry): string {
  const deed = deeds[what.slice(what.indexOf('.') + 1)] ?? sentence(what)
  const before = text(detail, 'nameBefore')
  const counted = typeof detail.members === 'number' ? `, ${plural(detail.members, 'small area')}` : ''
  const radius = typeof detail.radius === 'number' ? `, ${whole(detail.radius)} metres` : ''
  return `${deed}${before === '' ? '' : `, called ${before} before`}${counted}${radius}`
}
