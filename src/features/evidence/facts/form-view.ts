import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { bases, basisNames, type Fact } from './schemas.ts'

interface FormPage extends Wrong {
  title: string
  lead: string
  button: string
  action: string
  cancel: string
  /** Why a fact that stands is to be changed; undefined for a new one. */
  reason: string | undefined
  breadcrumbs: { text: string; href: string }[]
  values: Record<string, string>
  basisItems: { value: string; text: string }[]
}
const formPage = page<FormPage>('evidence/facts/pages/fact-form.njk')

const fields = [
  'statement',
  'value',
  'unit',
  'period',
  'geography',
  'definition',
  'source',
  'sourceAddress',
  'licence',
  'basis',
  'lower',
  'upper',
  'level',
  'sample',
  'method',
  'comparison',
  'caution',
  'approximate',
  'planned',
  'reviewBy',
]

/** The form of a new fact: what was typed stays, with each error beside its field. */
export const edit = (proposes: boolean, typed: Record<string, unknown> = {}, errors: FieldError[] = []) =>
  formPage({
    title: proposes ? 'Propose a fact' : 'Add a fact',
    lead: 'An analyst checks it before anybody may use it.',
    button: proposes ? 'Propose it' : 'Send it to be checked',
    action: '/facts',
    cancel: '/facts',
    reason: undefined,
    breadcrumbs: [{ text: 'Fact bank', href: '/facts' }],
    values: valuesOf(typed),
    basisItems: bases.map(value => ({ value, text: basisNames[value] })),
    ...wrong(errors),
  })

const valuesOf = (typed: Record<string, unknown>) =>
  Object.fromEntries(
    fields.map(field => [
      field,
      typed[field] === true ? 'yes' : typedText(typed, field, field === 'level' ? '95' : ''),
    ]),
  )

/** The form of a change to a fact that stands: filled in with what it says, or with what was typed. */
export const change = (fact: Fact, typed: object, errors: FieldError[] = []) => {
  const values = Object.fromEntries(Object.entries(typed))
  return formPage({
    title: 'Propose a change',
    lead: 'An analyst sees the difference and holds it against the source. Until then the fact stands as it is.',
    button: 'Propose the change',
    action: `/facts/${fact.id}/edit`,
    cancel: `/facts/${fact.id}`,
    reason: typedText(values, 'reason'),
    breadcrumbs: [
      { text: 'Fact bank', href: '/facts' },
      { text: fact.statement, href: `/facts/${fact.id}` },
    ],
    values: valuesOf(values),
    basisItems: bases.map(value => ({ value, text: basisNames[value] })),
    ...wrong(errors),
  })
}
