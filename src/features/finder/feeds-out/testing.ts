// Entries for tests of feeds: said in short, public at once.
import type { Db } from '../../../platform/db.ts'
import * as organisations from '../../organisations/index.ts'
import { enterApproved } from '../entries/approved.ts'
import type { Kind, NewBody } from '../schemas.ts'

export const bodyOf = (over: Partial<NewBody> = {}): NewBody => ({
  name: 'Boxing at the Old Mill',
  summary: 'Learn to box with a coach.',
  description: 'Gloves and pads are there.',
  activities: ['boxing'],
  venue: {
    name: 'Old Mill Gym',
    address: '4 Mill Lane',
    locality: 'Northgate',
    postcode: 'XA1 1AA',
    longitude: -0.1,
    latitude: 51.5,
  },
  schedules: [{ from: '2026-10-06', starts: '17:00', ends: '18:30', freq: 'weekly', byDay: ['TU', 'TH'] }],
  minAge: 11,
  maxAge: 17,
  cost: { kind: 'free', words: '' },
  join: { how: 'turn-up', phone: '020 7946 0123', email: 'hello@oldmill.example' },
  ...over,
})

/** A refuge: its address may stand nowhere. */
export const refuge = bodyOf({
  name: 'A place to stay',
  summary: 'Somewhere safe for women and children.',
  description: 'Ring first. We are at Hidden House, 9 Secret Street, XZ9 9ZZ.',
  activities: [],
  themes: ['domestic-abuse'],
  venue: {
    name: 'Hidden House',
    address: '9 Secret Street',
    locality: 'Northgate',
    postcode: 'XZ9 9ZZ',
    longitude: -0.123456,
    latitude: 51.512345,
    safe: true,
  },
  schedules: [],
  minAge: null,
  maxAge: null,
})
/** What of it may stand in no output. */
export const secrets = ['Hidden House', 'Secret Street', 'XZ9', '0.123456', '51.512345']

export async function organisationFor(db: Db, name = 'Old Mill Trust'): Promise<string> {
  const kept = await organisations.enter(db, { by: 'setup', name, email: 'hello@oldmill.example' })
  if (!kept.ok) throw new Error(`not kept: ${JSON.stringify(kept)}`)
  return kept.organisation.id
}

export const plant = async (
  db: Db,
  given: { organisationId: string; today: string; kind?: Kind; body?: NewBody; boroughId?: number; ref?: string },
): Promise<string> =>
  (
    await enterApproved(db, {
      by: 'tests',
      approvedBy: 'officer@tests.example',
      kind: given.kind ?? 'activity',
      organisationId: given.organisationId,
      boroughId: given.boroughId ?? null,
      body: given.body ?? bodyOf(),
      note: '',
      source: given.ref === undefined ? undefined : { id: 'tests', ref: given.ref },
      today: given.today,
    })
  ).id
