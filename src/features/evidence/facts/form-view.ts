import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { bases, basisNames } from './schemas.ts'

interface FormPage extends Wrong {
  title: string
  lead: string
  button: string
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
    breadcrumbs: [{ text: 'Fact bank', href: '/facts' }],
    values: Object.fromEntries(fields.map(field => [field, typedText(typed, field, field === 'level' ? '95' : '')])),
    basisItems: bases.map(value => ({ value, text: basisNames[value] })),
    ...wrong(errors),
  })
