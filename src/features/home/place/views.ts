import { dayWords } from '../../../lib/dates.ts'
import { list, plural, sentence, whole } from '../../../lib/words.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import { seesSignals } from '../../evidence/index.ts'
import type { Background } from '../../needs/index.ts'
import { allows } from '../../people/index.ts'
import { type NextStep, placeSteps } from '../../threads/index.ts'
import {
  ageFigure,
  basisWords,
  deprivationWords,
  hoursSvg,
  type Strength,
  sourceLine,
  strengths,
  unknowns,
} from './fact-views.ts'
import type { HistoryView } from './history.ts'
import { type MeasureView, measureView, type Table } from './measure-views.ts'
import { type AlwaysView, alwaysView, othersTable } from './other-views.ts'
import { whereOf } from './queries.ts'
import type { PlaceFacts } from './types.ts'
import { isLevelHidden, isMarkHidden, kindWords } from './words.ts'

export interface PlaceView {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  lead: string
  old: string | undefined
  becameLinks: { text: string; href: string }[]
  strengths: Strength[]
  hoursSvg: string
  measures: MeasureView[]
  /** Why there are no figures, where they are for analysts alone. */
  closed: string
  closedWard: { text: string; href: string } | undefined
  always: AlwaysView[]
  others: Table | undefined
  age: { svg: string; table: Table } | undefined
  population: string
  deprivation: string
  steps: NextStep[]
  background: Background[]
  /** Where a background note is written, for those who write them. */
  writeBackground: string
  findings: { text: string; href: string; state: string }[]
  questions: { text: string; href: string; state: string }[]
  /** What follows from the signals here, where no question is open. */
  next: string
  members: { text: string; href: string }[]
  membersWords: string
  within: { title: string; links: { text: string; href: string }[] } | undefined
  neighbours: { text: string; href: string }[]
  unknown: string[]
  source: string
  locator: string | undefined
  compareHref: string | undefined
  csvHref: string | undefined
  editHref: string | undefined
}

export const placePage = page<PlaceView & { years: HistoryView | undefined }>('home/place/pages/place.njk')

const link = (place: { code: string; name: string }) => ({ text: place.name, href: `/places/${place.code}` })

const notCause = 'It is context, not a cause: most people in deprived places never use violence.'

/** The page of one place, strengths first. */
export function placeView(
  facts: PlaceFacts,
  actor: Actor,
  cityName: string,
  cityCode: string,
  locator: string | undefined,
): PlaceView {
  const { place, residents } = facts
  const own = place.kind === 'neighbourhood' || place.kind === 'hub'
  return {
    title: place.name,
    breadcrumbs: crumbs(facts, cityName, cityCode),
    lead: leadOf(facts),
    old: place.validTo === null ? undefined : oldWords(facts),
    becameLinks:
      place.validTo === null
        ? []
        : facts.became.map(b => ({
            text: `${b.name} (${Math.round(b.weight * 100)}% of it)`,
            href: `/places/${b.code}`,
          })),
    strengths: strengths(facts),
    hoursSvg: hoursSvg(),
    measures: facts.headlines.map(part => measureView(part, facts, actor)),
    always: facts.always.map(item => alwaysView(item, seesSignals(actor, whereOf(place)))),
    closed: facts.closed,
    closedWard:
      facts.closed && place.wardCode && place.wardName
        ? link({ code: place.wardCode, name: place.wardName })
        : undefined,
    others: othersTable(facts),
    age: ageFigure(facts),
    population: residents
      ? `${whole(residents.persons)} people lived here (${basisWords(residents)}).`
      : 'The number of residents is not known: no population file covers this place.',
    deprivation: [deprivationWords(facts), ...(facts.deprivation ? [notCause] : [])].join(' '),
    steps: placeSteps(actor, facts.place.code),
    background: facts.background,
    writeBackground: allows(actor, 'background.write') ? `/background/new?place=${facts.place.code}` : '',
    findings: facts.findings.map(({ id, text, state }) => ({ text, href: `/findings/${id}`, state })),
    questions: facts.questions.map(q => ({
      text: q.measureName,
      href: `/questions/${q.id}`,
      state: q.status === 'open' ? `Open since ${dayWords(q.openedOn)}` : sentence(q.status),
    })),
    next: nextOf(facts, actor),
    members: own ? facts.members.map(link) : [],
    membersWords: own
      ? `The figures are those of ${plural(facts.members.length, 'small area', 'small areas')} (LSOAs) whose centre lies inside${place.kind === 'hub' ? ', and the one the station stands in' : ''}.`
      : '',
    within:
      facts.children.length > 0
        ? {
            title: `${plural(facts.children.length, childWord(place.kind), `${childWord(place.kind)}s`)} in ${place.name}`,
            links: facts.children.map(link),
          }
        : undefined,
    neighbours: facts.neighbours.map(n => ({
      text: n.boroughName && n.boroughName !== place.boroughName ? `${n.name} (${n.boroughName})` : n.name,
      href: `/places/${n.code}`,
    })),
    unknown: unknowns(facts),
    source: sourceLine(facts),
    locator,
    compareHref: place.vintages.length > 0 && place.kind !== 'city' ? `/places/${place.code}/compare` : undefined,
    csvHref: facts.closed ? undefined : `/places/${place.code}/figures.csv`,
    editHref:
      own && place.validTo === null && ['officer', 'analyst'].includes(actor.role)
        ? `/places/${place.code}/edit`
        : undefined,
  }
}

function nextOf({ headlines, place, findings }: PlaceFacts, actor: Actor): string {
  if (!seesSignals(actor, whereOf(place))) return 'Signals here are for those who answer for this borough.'
  const found = headlines.filter(
    h =>
      (h.signal?.change === 'rising' && !isMarkHidden(h)) ||
      (h.signal?.level === 'high and sustained' && !isLevelHidden(h)),
  )
  if (found.length === 0 && headlines.some(h => h.signal && isMarkHidden(h)))
    return 'The marks here are not shown to your role, so nothing can be said to follow from them.'
  if (found.length === 0) return 'No signal is open here, so no finding, decision or action follows.'
  const names = list(found.map(h => h.measure.name.toLowerCase()))
  return `${sentence(names)} ${found.length === 1 ? 'stands' : 'stand'} out here. ${findings.length === 0 ? 'No finding has been written from it yet.' : 'What was found is above; what followed is on its page.'}`
}

const childWord = (kind: string) => (kind === 'city' ? 'borough' : kind === 'borough' ? 'ward' : 'small area')

function crumbs({ place }: PlaceFacts, cityName: string, cityCode: string) {
  const up = [
    { text: 'Places', href: '/places' },
    ...(place.kind === 'city' ? [] : [{ text: cityName, href: `/places/${cityCode}` }]),
    ...(place.boroughCode && place.boroughName && place.kind !== 'borough'
      ? [{ text: place.boroughName, href: `/places/${place.boroughCode}` }]
      : []),
    ...(place.kind === 'lsoa' && place.wardCode && place.wardName
      ? [{ text: place.wardName, href: `/places/${place.wardCode}` }]
      : []),
  ]
  return [...up, { text: place.name }]
}

function leadOf({ place, residents }: PlaceFacts): string {
  const where =
    place.kind === 'ward' || place.kind === 'lsoa' || place.kind === 'neighbourhood' || place.kind === 'hub'
      ? place.boroughName
        ? ` in ${place.boroughName}`
        : ''
      : ''
  const ended = place.validTo !== null
  const article = place.kind === 'city' ? 'The whole city' : `${ended ? 'Was a' : 'A'} ${kindWords(place.kind)}${where}`
  return `${article}. ${residents ? `${whole(residents.persons)} people ${ended ? 'lived' : 'live'} here.` : ''}`
}

const oldWords = ({ place }: PlaceFacts) =>
  place.kind === 'neighbourhood' || place.kind === 'hub'
    ? `This ${kindWords(place.kind)} was retired on ${dayWords(place.validTo ?? '')}. Its page and figures stay readable.`
    : `The boundary of this ${kindWords(place.kind)} was changed, and it is a ${kindWords(place.kind)} no more. Its figures stay readable here; they end where the files ended.`
