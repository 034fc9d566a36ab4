import { firstDay } from '../../../lib/dates.ts'
import type { Db } from '../../../platform/db.ts'
import { openEvidence } from '../../evidence/index.ts'
import type { Builder, NewReleasable } from '../../releases/index.ts'
import { methodOf, monthsOf, notesOf, periodWords, placesOf, placeWords, shortened, topicOf } from './about.ts'
import * as queries from './queries.ts'
import { mayView, reader } from './rules.ts'
import type { Finding } from './schemas.ts'

/** Agreed findings, in their own words. Their figures are released as figures, where small numbers are hidden. */
export const findingBuilder: Builder = {
  kind: 'finding',
  title: 'Findings',
  choices: async db =>
    (await releasable(db)).map(finding => ({
      key: `finding/${finding.id}`,
      title: `${placeWords(finding.evidence)}: ${shortened(finding.statement, 120)}`,
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
  const { evidence } = finding
  const sources = await queries.sourcesOf(
    db,
    evidence.imports.map(one => one.source),
  )
  const notes = notesOf(evidence)
  return {
    key: `finding/${finding.id}`,
    kind: 'finding',
    title:
      evidence.kind === 'reading'
        ? topicOf(evidence)
        : `${evidence.place.name}: ${evidence.measure.name.toLowerCase()}`,
    summary: finding.statement.split('\n')[0] ?? '',
    period: periodWords(monthsOf(evidence)),
    places: placesOf(evidence).map(place => place.code),
    areas: finding.areas,
    outcomes: finding.outcomes,
    // the notes go wherever it goes
    text: [finding.statement, `How strong the evidence is: ${finding.strength}.`, ...notes].join('\n\n'),
    sources: sources.map(source => sourceOf(source, finding)),
    licence: licencesOf(evidence, sources),
    method: methodOf(evidence),
    because: [`finding/${finding.id}`],
  }
}

// what was counted here, not brought by an import, says its own
const licencesOf = (evidence: Finding['evidence'], sources: readonly queries.Source[]): string => {
  const own = (evidence.kind === 'reading' && evidence.reading.licence) || ''
  return [...new Set([own, ...sources.map(source => source.licence)].filter(Boolean))].join('; ') || 'Not recorded'
}

const sourceOf = ({ id, title, publisher, address }: queries.Source, { evidence }: Finding) => ({
  title,
  custodian: publisher,
  ...(address && URL.canParse(address) && { href: address }),
  asAt: evidence.imports.find(one => one.source === id)?.snapshotOn ?? firstDay(monthsOf(evidence).to),
})
