import { changeMark, levelMark } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { whole } from '../../../lib/words.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query, queryText } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Asked } from './ask.ts'
import { type Kind, kindWords } from './ground.ts'
import { leadWords } from './lead.ts'
import { signalsList } from './list.ts'
import type { Signals } from './listed.ts'
import type { Marked } from './marked.ts'
import { type Notice, noticesOf, reset } from './notices.ts'
import type { Row, Tally } from './rows.ts'
import { isUsual, settingKeys, settingsWords, type Written, written } from './settings.ts'
import { sourceOf } from './source.ts'

export interface SettingsFold {
  path: string
  hidden: { name: string; value: string }[]
  values: Written
  errors: Partial<Record<keyof Written, { text: string } | undefined>>
  usual: boolean
  /** Whether the reader may choose other settings. */
  open: boolean
  words: string
  reset: string
}
interface SignalsPage {
  title: string
  lead: string
  strip: { term?: string; termHtml?: string; value: string; unit: string; href?: string }[]
  notices: Notice[]
  list: List
  fold: SettingsFold
  source: Record<string, string>
  assess: { label: string } | null
  errorSummary: { text: string; href: string }[]
  errors: FieldError[]
}
export const signalsPage = page<SignalsPage>('needs/pages/signals.njk')
const title = 'Place signals'

/** What the page of signals shows: the strip, the list, what the marks were made with. */
export function showSignals(
  signals: Signals,
  found: Found<Row>,
  query: Query,
  tally: Tally,
  analyst: boolean,
): ReturnType<typeof signalsPage> {
  const { asked, marked } = signals
  const spec = signalsList(signals)
  const list = listView(spec, query, found, `12 months to ${monthWords(marked.end)}`)
  return signalsPage({
    title,
    lead: leadWords(asked.ground.kind, marked, tally),
    strip: stripOf(asked.ground.kind, marked, tally, filters => hrefOf(spec, query, filters)),
    notices: noticesOf(asked, marked, analyst),
    list,
    fold: foldOf(asked, marked, list),
    source: sourceOf(signals, tally),
    assess: analyst && marked.kept && !marked.kept.upToDate ? { label: 'Make the marks again' } : null,
    errors: asked.errors,
    errorSummary: errorList(asked.errors),
  })
}

type Filters = Query['filters']

/** The same list with only the rows of one tile. */
const hrefOf = (spec: ReturnType<typeof signalsList>, query: Query, filters: Filters): string => {
  const { change: _change, high: _high, next: _next, ...kept } = query.filters
  return spec.path + queryText(spec, { ...query, page: 1, filters: { ...kept, ...filters } })
}

function stripOf(kind: Kind, marked: Marked, tally: Tally, href: (filters: Filters) => string): SignalsPage['strip'] {
  const unit = (n: number) => kindWords[kind][n === 1 ? 0 : 1]
  const cell = (termHtml: string, n: number, filters: Filters) => ({
    termHtml,
    value: whole(n),
    unit: unit(n),
    ...(n > 0 ? { href: href(filters) } : {}),
  })
  const broken = marked.crossed && !marked.across
  return [
    cell(changeMark('rising'), tally.rising, { change: ['rising'] }),
    cell(changeMark('falling'), tally.falling, { change: ['falling'] }),
    ...(broken ? [] : [cell(changeMark('chance'), tally.chance, { change: ['chance'] })]),
    ...(tally.untested > 0 || broken
      ? [
          cell(changeMark(broken ? 'break' : untestedShape(tally), { compact: true }), tally.untested, {
            change: ['untested'],
          }),
        ]
      : []),
    ...(tally.hidden > 0
      ? [cell(changeMark('not-shown', { compact: true }), tally.hidden, { change: ['hidden'] })]
      : []),
    cell(levelMark(Array.from({ length: marked.settings.years }, () => true)), tally.sustained, {
      high: ['sustained'],
    }),
  ]
}

// The places not tested are a tile of their own, so that the numbers add up to all of them.
const untestedShape = ({ tooFew, untested }: Tally) => (2 * tooFew >= untested ? 'too-few' : 'too-short')

function foldOf(asked: Asked, marked: Marked, list: List): SettingsFold {
  const own = new Set<string>([...settingKeys, 'across'])
  const chosen = list.fields.flatMap(field => {
    const values = field.kind === 'many' ? field.options.filter(o => o.chosen).map(o => o.value) : chosenValue(field)
    return values.map(value => ({ name: field.key, value }))
  })
  return {
    path: '/signals',
    hidden: [...chosen, ...list.hidden.filter(field => !own.has(field.name))],
    values: written(marked.settings),
    errors: Object.fromEntries(settingKeys.map(key => [key, errorOf(asked.errors, key)])),
    usual: isUsual(marked.settings),
    open: asked.tests,
    words: settingsWords(marked.settings),
    reset: reset(asked),
  }
}

const chosenValue = (field: List['fields'][number]): string[] => {
  const value = field.options.find(option => option.chosen)?.value ?? field.value
  return value ? [value] : []
}
