import { addMonths, firstDay, monthWords } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { openEvidence } from '../../evidence/index.ts'
import type { Builder, NewReleasable } from '../../releases/index.ts'
import * as queries from './queries.ts'
import { mayView } from './rules.ts'
import type { Finding } from './schemas.ts'

// What an officer may read at a place is at or above the measure's lowest level, with small counts out of the words.
const reader: Actor = { ...anyone, role: 'officer' }

/** Agreed findings, in their own words. Their figures are released as figures, where small numbers are hidden. */
export const findingBuilder: Builder = {
  kind: 'finding',
  title: 'Findings',
  choices: async db =>
    (await releasable(db)).map(finding => ({
      key: `finding/${finding.id}`,
      title: `${finding.evidence.place.name}: ${finding.statement.slice(0, 120)}`,
      ...(/\d/.test(finding.statement) && { hint: 'Its words hold figures: look at them before you release it.' }),
    })),
  build: async (db, key) => {
    const finding = (await releasable(db)).find(each => `finding/${each.id}` === key)
    return finding && itemOf(db, finding)
  },
}

async function releasable(db: Db): Promise<Finding[]> {
  const store = await openEvidence(db)
  return (await queries.list(db)).filter(finding => finding.status === 'agreed' && mayView(reader, store, finding))
}

async function itemOf(db: Db, finding: Finding): Promise<NewReleasable> {
  const { place, measure, end, window, imports, method } = finding.evidence
  const sources = await queries.sourcesOf(
    db,
    imports.map(one => one.source),
  )
  return {
    key: `finding/${finding.id}`,
    kind: 'finding',
    title: `${place.name}: ${measure.name.toLowerCase()}`,
    summary: finding.statement.split('\n')[0] ?? '',
    period: `${monthWords(addMonths(end, 1 - 2 * window))} to ${monthWords(end)}`,
    places: [place.code],
    areas: finding.areas,
    outcomes: finding.outcomes,
    text: `${finding.statement}\n\nHow strong the evidence is: ${finding.strength}.`,
    sources: sources.map(({ id, title, publisher, address }) => ({
      title,
      custodian: publisher,
      ...(address && URL.canParse(address) && { href: address }),
      asAt: imports.find(one => one.source === id)?.snapshotOn ?? firstDay(end),
    })),
    licence: [...new Set(sources.map(source => source.licence))].join('; ') || 'Not recorded',
    method,
    because: [`finding/${finding.id}`],
  }
}
