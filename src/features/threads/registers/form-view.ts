import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Where } from '../decisions/frame.ts'
import type { Choices } from '../records/choices.ts'
import { type CoordinatesView, coordinatesView } from '../records/coordinates.ts'
import { ownerWords } from '../story/list.ts'
import type { Organisation } from './frame.ts'
import type { Entry } from './schemas.ts'
import { askedFields, type Register } from './spec.ts'

interface Item {
  value: string
  text: string
}
interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  button: string
  what: { label: string; hint: string }
  party: { label: string; hint: string }
  asks: Record<string, { label: string; hint: string }>
  natures: Item[]
  owners: Item[]
  organisations: (Item & { selected: boolean })[]
  /** Title of the record it is because of. */
  because: string
  asksReason: string
  reasonHint: string
  /** When the answer is due, where nobody is asked. */
  dueNote: string
  values: Record<string, string>
  coordinates: CoordinatesView
}
const formPage = page<FormPage>('threads/pages/register-form.njk')

const fields = [...askedFields, 'title', 'party', 'more', 'place', 'because', 'reason', 'version']

export interface Typing {
  register: Register
  /** The entry that is changed; a new one without. */
  entry?: Entry
  values: Record<string, unknown>
  because: string
  options: Choices
  organisations: readonly Organisation[]
  days: number
  errors?: FieldError[]
}

const newHint =
  'Nothing here came before it? Say so in a sentence: “new, because…”. Or open it from the page of the record it follows from.'
const changeHint = 'Needed when it is due on another day. It stands in the history.'

export const form = ({ register, entry, values, because, options, organisations, days, errors }: Typing) =>
  formPage({
    title: entry ? `Change: ${entry.title}` : register.add,
    breadcrumbs: [
      { text: register.title, href: register.path },
      ...(entry ? [{ text: entry.title, href: `${register.path}/${entry.id}` }] : []),
    ],
    action: entry ? `${register.path}/${entry.id}/edit` : register.path,
    cancel: entry ? `${register.path}/${entry.id}` : register.path,
    button: entry ? 'Keep these changes' : register.add,
    what: register.what,
    party: register.party,
    asks: Object.fromEntries(
      askedFields.flatMap(field => (register.asks[field] ? [[field, register.asks[field]]] : [])),
    ),
    natures: [...register.natures],
    owners: register.answering.map(value => ({ value, text: ownerWords(value) })),
    organisations: organisationItems(organisations, typedText(values, 'organisation')),
    because,
    asksReason: entry ? 'Why does it change? (optional)' : because ? '' : 'Why is it new?',
    reasonHint: entry ? changeHint : newHint,
    dueNote: register.kind === 'you-said' && !entry ? `The answer is due in ${days} days.` : '',
    values: Object.fromEntries(fields.map(field => [field, typedText(values, field)])),
    coordinates: coordinatesView(options, values),
    ...wrong(errors),
  })

const organisationItems = (organisations: readonly Organisation[], chosen: string) =>
  [{ value: '', text: 'Nobody here: an officer asks and answers' }, ...organisations].map(({ value, text }) => ({
    value,
    text,
    selected: value === chosen,
  }))

/** The values of a kept entry, for its form. */
export const valuesOf = (entry: Entry, where: Where): Record<string, unknown> => ({
  ...entry,
  because: '',
  reason: '',
  dueOn: entry.dueOn ?? '',
  place: entry.places[0] ? `${where.names[0]?.name ?? ''} (${entry.places[0]})` : '',
})
