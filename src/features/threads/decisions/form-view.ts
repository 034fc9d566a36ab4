import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import { type Choice, type Choices, single, titleOf } from '../records/choices.ts'
import { several } from './coordinates.ts'
import { mostOptions } from './schemas.ts'

interface Item {
  value: string
  text: string
  checked: boolean
  selected: boolean
}
interface Group {
  name: string
  title: string
  items: Item[]
  /** Something is chosen, so the part stands open. */
  open: boolean
}
interface FormPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  action: string
  cancel: string
  kind: string
  version: number
  because: string[]
  becauseTitles: string[]
  values: Record<string, string>
  options: { number: number; title: string; weigh: string }[]
  principles: { code: string; label: string; answer: string }[]
  several: Group[]
  single: Group[]
  /** Where the words somebody else saved meanwhile can be read. */
  theirs: string
}
const formPage = page<FormPage>('threads/pages/decision-form.njk')

export interface Typing {
  action: string
  cancel: string
  title: string
  kind: string
  version: number
  because: { key: string; title: string }[]
  values: Record<string, unknown>
  options: readonly { title: string; weigh: string }[]
  principles: readonly { code: string; label: string; answer: string }[]
  choices: Choices
  /** Codes of everything chosen. */
  chosen: readonly string[]
  errors: FieldError[]
  theirs?: string
}

const textFields = [
  'question',
  'context',
  'equality',
  'publicPart',
  'confidentialPart',
  'strength',
  'investment',
  'dissent',
  'place',
]

const itemsOf = (choices: readonly Choice[], chosen: readonly string[]): Item[] =>
  choices.map(({ code, label }) => {
    const on = chosen.includes(code)
    return { value: code, text: label, checked: on, selected: on }
  })

/** The draft's form: what was typed stays, with each error beside its field. */
export function edit(typing: Typing) {
  const group = (name: keyof Choices): Group => {
    const items = itemsOf(typing.choices[name], typing.chosen)
    return { name, title: titleOf(name), items, open: items.some(item => item.checked) }
  }
  const empty = { title: '', weigh: '' }
  const notSaid = (found: Group): Group => ({
    ...found,
    items: [{ value: '', text: 'Not said', checked: false, selected: false }, ...found.items],
  })
  return formPage({
    ...wrong(typing.errors),
    title: typing.title,
    breadcrumbs: [{ text: 'Decisions', href: '/decisions' }],
    action: typing.action,
    cancel: typing.cancel,
    kind: typing.kind,
    version: typing.version,
    because: typing.because.map(each => each.key),
    becauseTitles: typing.because.map(each => each.title),
    values: Object.fromEntries(textFields.map(field => [field, typedText(typing.values, field)])),
    options: Array.from({ length: Math.min(mostOptions, Math.max(3, typing.options.length + 1)) }, (_, k) => ({
      number: k + 1,
      ...(typing.options[k] ?? empty),
    })),
    principles: [...typing.principles],
    several: several.map(group).filter(each => each.items.length > 0),
    single: single
      .map(group)
      .filter(each => each.items.length > 0)
      .map(notSaid),
    theirs: typing.theirs ?? '',
  })
}
