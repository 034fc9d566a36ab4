import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { type Choices, type CoordinatesView, coordinatesView } from '../../threads/index.ts'
import { notesOf } from './about.ts'
import { type Evidence, type Finding, factorNames, factors, strengthNames, strengths } from './schemas.ts'
import { evidenceTerms, type Term } from './terms.ts'

/** As typed, or as kept. */
export type Values = Record<string, unknown>

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
  evidence: Term[]
  picture: string
  notes: string[]
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
  /** The picture of its reading. */
  svg: string
  /** May the counts be written in the statement? */
  tell: boolean
  values: Values
  options: Choices
  errors?: FieldError[]
}

const listed = (value: unknown): string[] => (value === undefined ? [] : [value].flat().map(String))
const tick = (choices: readonly { value: string; text: string }[], chosen: unknown): Choice[] =>
  choices.map(choice => ({ ...choice, checked: listed(chosen).includes(choice.value) }))

const small: Record<Evidence['kind'], string> = {
  mark: 'A count behind this is small, so leave the counts out of the words',
  reading: 'Some counts behind this are too small to show, so tell only numbers that stand in its figures',
}

/** The finding's form, filled in with what the figures say: what was typed stays, with each error beside its field. */
export const edit = ({ values, options, evidence, tell, errors, svg, ...rest }: Typing) =>
  formPage({
    ...rest,
    breadcrumbs: [{ text: 'Findings', href: '/findings' }],
    statement: typedText(values, 'statement'),
    hint: `${tell ? 'Change it until anybody would understand it' : small[evidence.kind]}. No names of people.`,
    evidence: evidenceTerms(evidence),
    picture: svg,
    notes: notesOf(evidence),
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
export const valuesOf = (finding: Finding): Values => ({ ...finding })
