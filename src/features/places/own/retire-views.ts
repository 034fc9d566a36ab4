import { dayWords } from '../../../lib/dates.ts'
import type { FieldError } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { kindName } from '../find/views.ts'
import { type Crumb, ownCrumbs, type Typed, text, type Wrong, wrong } from './frame.ts'
import type * as queries from './queries.ts'

type Question = Wrong & {
  title: string
  breadcrumbs: Crumb[]
  name: string
  kind: string
  reason: string
  back: string
}

const question = (place: queries.Own, typed: Typed, errors: FieldError[]) => ({
  ...wrong(errors),
  breadcrumbs: ownCrumbs(place),
  kind: kindName(place.kind).toLowerCase(),
  reason: text(typed, 'reason'),
  back: `/places/${place.code}/members`,
})

export const retirePage = page<Question>('places/pages/retire.njk')

export const retire = (place: queries.Own, typed: Typed, errors: FieldError[]) =>
  retirePage({ ...question(place, typed, errors), title: `Retire ${place.name}`, name: place.name })

export const restorePage = page<Question & { retired: string }>('places/pages/restore.njk')

export const restore = (place: queries.Own, typed: Typed, errors: FieldError[]) =>
  restorePage({
    ...question(place, typed, errors),
    title: `Bring back ${place.name}`,
    name: text(typed, 'name', place.name),
    retired: dayWords(place.validTo ?? ''),
  })
