import { conflict, notFound } from '../../../lib/errors.ts'
import type { FieldError } from '../../../platform/form.ts'
import { choicesOf } from '../../threads/index.ts'
import { whyNoFinding } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { freeze, type Ground, groundOf, mayTell, tells } from './evidence.ts'
import { About, type Finding } from './schemas.ts'
import * as views from './views.ts'

const smallWords = 'Take the counts out: one is too small for all who may read this'
export const told = (ground: Ground, statement: string): FieldError[] =>
  tells(ground, statement) ? [{ field: 'statement', text: smallWords }] : []

export async function asked(rooms: Rooms, given: unknown): Promise<Ground> {
  const about = About.safeParse(given)
  const ground = about.success ? await groundOf(rooms, about.data.place, about.data.measure) : undefined
  if (!ground) throw notFound('A mark for that place and measure')
  const why = whyNoFinding(ground.firm.measure, ground.firm.area)
  if (why) throw conflict(why)
  return ground
}

export async function newForm(
  rooms: Rooms,
  ground: Ground,
  values: Record<string, unknown>,
  errors: FieldError[] = [],
) {
  const { area, measure } = ground.firm
  return views.edit({
    title: `A finding: ${area.name}, ${measure.name.toLowerCase()}`,
    action: '/findings',
    cancel: `/places/${area.code}`,
    hidden: [
      { name: 'place', value: area.code },
      { name: 'measure', value: measure.code },
    ],
    evidence: await freeze(rooms.db, ground, rooms.today()),
    tell: mayTell(ground),
    values,
    options: await choicesOf(rooms.db),
    errors,
  })
}

export async function oldForm(
  rooms: Rooms,
  finding: Finding,
  values: Record<string, unknown>,
  errors: FieldError[] = [],
) {
  const { place, measure } = finding.evidence
  const ground = await groundOf(rooms, place.code, measure.code)
  return views.edit({
    title: `Change a finding: ${place.name}, ${measure.name.toLowerCase()}`,
    action: `/findings/${finding.id}/edit`,
    cancel: `/findings/${finding.id}`,
    hidden: [{ name: 'version', value: String(finding.version) }],
    evidence: finding.evidence,
    tell: ground === undefined || mayTell(ground),
    values,
    options: await choicesOf(rooms.db),
    errors,
  })
}
