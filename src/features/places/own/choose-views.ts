import { whole } from '../../../lib/words.ts'
import type { FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Lsoa, wardsOf } from './choice.ts'
import type { DrawGround } from './drawing.ts'
import { type Crumb, crumbs, ownCrumbs, type Typed, text, type Wrong, wrong } from './frame.ts'
import { plan } from './plan.ts'
import type * as queries from './queries.ts'

export const startPage = page<
  Wrong & { title: string; breadcrumbs: Crumb[]; boroughs: { value: string; text: string }[] }
>('places/pages/neighbourhood-start.njk')

export const start = (boroughs: { code: string; name: string }[], errors: FieldError[] = []) =>
  startPage({
    ...wrong(errors),
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
  found: Awaited<ReturnType<typeof wardsOf>>,
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
  lsoas: Lsoa[]
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
    breadcrumbs: place ? ownCrumbs(place) : crumbs(),
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
    editing: boolean
    name: string
    reason: string
    reasonLabel: string
    area: string
    areaHint: string
    /** Address of the boundaries to draw on; empty while no small areas are loaded. */
    boundaries: string
    line: string
    button: string
  }
>('places/pages/neighbourhood-draw.njk')

export const draw = (ground: DrawGround, typed: Typed, errors: FieldError[], place?: queries.Own) =>
  drawPage({
    ...wrong(errors),
    ...ground,
    title: place ? `Change ${place.name}` : 'Draw a neighbourhood',
    breadcrumbs: place ? ownCrumbs(place) : crumbs(),
    editing: place !== undefined,
    name: text(typed, 'name', place?.name),
    reason: text(typed, 'reason'),
    reasonLabel: place ? 'What changes, and why?' : 'Why is this place needed?',
    area: text(typed, 'area').slice(0, 20_000),
    areaHint: `GeoJSON: a polygon in longitude and latitude. British National Grid is moved for you.${place ? ' Leave both empty to keep the line as it is.' : ''}`,
    button: place ? 'Save the change' : 'Make the neighbourhood',
  })
