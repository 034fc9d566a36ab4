import { dayWords, monthWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { type Beside, type Choices, type CoordinatesView, coordinatesView } from '../../threads/index.ts'
import { ratioWords } from '../words.ts'
import type { Read } from './evidence.ts'
import { findingsList } from './list.ts'
import type { Event } from './queries.ts'
import { titleOf } from './rules.ts'
import { type Evidence, type Finding, factorNames, factors, statusNames, strengthNames, strengths } from './schemas.ts'

const listPage = page<{ title: string; lead: string; list: List }>('needs/pages/findings.njk')

export const showList = (query: Query, found: Found<Read>) =>
  listPage({
    title: 'Findings',
    lead: 'What the figures of a place mean, in words, with the figures as they were seen on the day.',
    list: listView(findingsList, query, found),
  })

export interface May {
  edit: boolean
  agree: boolean
  drop: boolean
}

interface FindingPage extends Wrong {
  title: string
  statement: string[]
  breadcrumbs: { text: string; href: string }[]
  state: string
  place: { name: string; href: string }
  revised: boolean
  dropped: string
  facts: { term: string; text: string }[]
  evidence: { term: string; text: string }[]
  imports: { text: string; hash: string }[]
  beside: Beside
  threadHref: string
  firmness: string
  method: string
  history: { words: string; who: string }[]
  may: May
  href: string
  reason: string
}
const findingPage = page<FindingPage>('needs/pages/finding.njk')

export interface Shown extends Read {
  beside: Beside
  history: readonly Event[]
  may: May
  coordinates: { term: string; text: string }[]
  errors?: FieldError[]
}

export function show(shown: Shown) {
  const { finding, seen } = shown
  const { place, measure, imports, method } = finding.evidence
  return findingPage({
    title: titleOf(finding.evidence),
    statement: finding.statement.split(/\n+/).filter(line => line.trim() !== ''),
    breadcrumbs: [{ text: 'Findings', href: '/findings' }],
    state: statusNames[finding.status],
    place: { name: place.name, href: `/places/${place.code}` },
    revised: shown.revised,
    dropped: finding.droppedReason ?? '',
    facts: [
      { term: 'Evidence', text: strengthNames[finding.strength] },
      { term: 'Factor', text: factorNames[finding.factor] },
      ...shown.coordinates,
      { term: 'Made', text: dayWords(finding.madeOn) },
      { term: 'Agreed', text: finding.agreedOn ? dayWords(finding.agreedOn) : '' },
    ].filter(fact => fact.text !== ''),
    evidence: seen ? evidenceTerms(seen) : [],
    imports: imports.map(one => ({ text: `${one.title}, as received ${dayWords(one.snapshotOn)}`, hash: one.hash })),
    beside: shown.beside,
    threadHref: `/threads/finding/${finding.id}`,
    firmness: `/signals/firmness?place=${encodeURIComponent(place.code)}&measure=${encodeURIComponent(measure.code)}`,
    method,
    history: shown.history.map(({ at, what, who }) => ({
      words: `${deeds[what] ?? what}, ${dayWords(at.slice(0, 10))}`,
      who,
    })),
    may: shown.may,
    href: `/findings/${finding.id}`,
    reason: '',
    ...wrong(shown.errors),
  })
}

const deeds: Record<string, string> = {
  'finding.made': 'Made',
  'finding.changed': 'Changed',
  'finding.agreed': 'Agreed',
  'finding.dropped': 'Dropped',
}

const count = (n: number | null, unit: string) => (n === null ? 'Not all months are known' : `${whole(n)} ${unit}`)

export const evidenceTerms = (seen: Evidence) => [
  { term: `${seen.window} months to ${monthWords(seen.end)}`, text: count(seen.later, seen.measure.unit) },
  { term: `The ${seen.window} months before`, text: count(seen.earlier, seen.measure.unit) },
  { term: 'Ratio and 95% interval', text: ratioWords(seen) || 'Not worked out' },
  {
    term: 'Held against',
    text: `${plural(seen.tested, 'place')} tested together; q ${seen.q === null ? 'not known' : seen.q < 0.001 ? 'under 0.001' : seen.q.toFixed(3)}`,
  },
  { term: 'Marks', text: `Change: ${seen.change}. Level: ${seen.level}` },
  { term: 'How firm', text: seen.firm },
  { term: 'Made with', text: sentence(seen.settings) },
]

interface Choice {
  value: string
  text: string
  checked: boolean
}
interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  hidden: { name: string; value: string }[]
  statement: string
  hint: string
  evidence: { term: string; text: string }[]
  strengths: Choice[]
  factors: Choice[]
  coordinates: CoordinatesView
}
const formPage = page<FormPage>('needs/pages/finding-form.njk')

export interface Typing {
  title: string
  action: string
  cancel: string
  hidden: { name: string; value: string }[]
  evidence: Evidence
  /** May the counts be written in the statement? */
  tell: boolean
  values: Record<string, unknown>
  options: Choices
  errors?: FieldError[]
}

const listed = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String))
const tick = (choices: readonly { value: string; text: string }[], chosen: unknown): Choice[] =>
  choices.map(choice => ({ ...choice, checked: listed(chosen).includes(choice.value) }))

/** The finding's form, filled in with what the figures say: what was typed stays, with each error beside its field. */
export const edit = ({ values, options, evidence, tell, errors, ...rest }: Typing) =>
  formPage({
    ...rest,
    breadcrumbs: [{ text: 'Findings', href: '/findings' }],
    statement: typedText(values, 'statement'),
    hint: tell
      ? 'Change it until anybody would understand it. No names of people.'
      : 'A count behind this is small, so leave the counts out of the words. No names of people.',
    evidence: evidenceTerms(evidence),
    strengths: tick(
      strengths.map(value => ({ value, text: strengthNames[value] })),
      values.strength,
    ),
    factors: tick(
      factors.map(value => ({ value, text: factorNames[value] })),
      values.factor,
    ),
    coordinates: coordinatesView(options, values),
    ...wrong(errors),
  })

/** The values of a kept finding, for its form. */
export const valuesOf = (finding: Finding): Record<string, unknown> => ({ ...finding })
