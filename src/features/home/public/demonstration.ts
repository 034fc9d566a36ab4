import { addDays } from '../../../lib/dates.ts'
import { proportion } from '../../../lib/stats/index.ts'
import type { Db } from '../../../platform/db.ts'
import type { Pack } from '../../../platform/pack.ts'
import { approveFact, proposeFact } from '../../evidence/index.ts'
import { risingWard } from '../../needs/index.ts'
import { type Hands, publishBy } from '../../releases/index.ts'
import { builders } from './index.ts'
import * as queries from './queries.ts'

// 1,798 of 3,100 pupils, all invented; Wilson's interval follows from the two numbers.
const [said, asked] = [1_798, 3_100]
const share = proportion(said, asked, { multiplier: 100 })
const tenth = (value: number | null): number | null => (value === null ? null : Math.round(value * 10) / 10)

// Invented, and said to be in their own words.
const facts = (city: string) => [
  {
    statement: 'Young people who say there is somewhere to go after school (invented)',
    value: 58,
    unit: 'percent',
    period: 'spring 2026',
    definition: 'Asked of 3,100 pupils aged 11 to 16',
    basis: 'survey' as const,
    lower: tenth(share.lower),
    upper: tenth(share.upper),
    level: 95,
    sample: asked,
    method: '1,798 of 3,100 said so. Wilson’s interval, as if pupils had been chosen one by one; invented.',
    source: `${city} Safety Survey (invented)`,
  },
  {
    statement: 'Clubs open after five on a weekday (invented)',
    value: 17,
    unit: 'clubs',
    period: 'June 2026',
    definition: 'Counted once, wherever they meet',
    basis: 'count' as const,
    lower: null,
    upper: null,
    level: null,
    sample: null,
    method: '',
    source: `${city} youth provision count (invented)`,
  },
]

/** Publishes figures, places, and facts of a demonstration, through the same services and checks as everybody's work. */
export async function publishPlaces(db: Db, pack: Pack, hands: Hands, today: string): Promise<void> {
  const keys: string[] = []
  const reviewBy = addDays(today, 365)
  for (const fact of facts(pack.city.name)) {
    const told = { geography: pack.city.name, sourceAddress: '', licence: 'Open Government Licence v3.0', reviewBy }
    const words = { comparison: '', caution: '', approximate: false, planned: false }
    const id = await proposeFact(db, { actor: hands.officer, today }, { ...fact, ...told, ...words })
    await approveFact(db, { actor: hands.analyst, today }, id, { reviewBy })
    keys.push(`fact/${id}`)
  }
  const rising = await risingWard(db, pack)
  const all = builders(pack, () => today)
  const figures = await all.find(({ kind }) => kind === 'figures')?.choices(db, hands.officer)
  const newest = figures?.find(({ key }) => key.startsWith(`figures/${pack.headlines[0]}/borough/`))
  const borough = rising && (await queries.boroughOf(db, rising))
  const release = {
    title: `Violence and safety in ${pack.city.name}: places and facts`,
    summary:
      'What was recorded in each borough over a year, one borough in full, and a few facts. All of it is invented.',
    chosen: [...(borough ? [`place/${borough.code}`] : []), ...(newest ? [newest.key] : []), ...keys],
  }
  await publishBy(db, all, hands, release, today)
}
