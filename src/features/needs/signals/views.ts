import { changeMark, levelMark } from '../../../lib/charts/index.ts'
import { addMonths, dayWords, monthWords } from '../../../lib/dates.ts'
import { plural, sentence, whole } from '../../../lib/words.ts'
import { errorList, errorOf, type FieldError } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import { per } from '../words.ts'
import type { Answered, Asked } from './ask.ts'
import { type Kind, kindWords } from './ground.ts'
import { leadWords } from './lead.ts'
import { type Signals, signalsList } from './list.ts'
import type { Marked } from './marked.ts'
import type { Row, Tally } from './rows.ts'
import { isUsual, settingKeys, settingsWords, type Written, written } from './settings.ts'

interface Link {
  text: string
  href: string
}
interface Notice {
  text: string
  links: Link[]
}
export interface SettingsFold {
  path: string
  hidden: { name: string; value: string }[]
  values: Written
  errors: Partial<Record<keyof Written, { text: string } | undefined>>
  usual: boolean
  words: string
  reset: string
}
interface SignalsPage {
  title: string
  lead: string
  strip: { term?: string; termHtml?: string; value: string; unit: string }[]
  notices: Notice[]
  list: List
  fold: SettingsFold
  source: Record<string, string>
  assess: { label: string } | null
  errorSummary: { text: string; href: string }[]
  errors: FieldError[]
}
export const signalsPage = page<SignalsPage>('needs/pages/signals.njk')
export const emptyPage = page<{
  title: string
  lead: string
  empty: { title: string; text: string; links: Link[] }
  assess: { label: string } | null
}>('needs/pages/signals-empty.njk')

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
    strip: stripOf(asked.ground.kind, marked, tally),
    notices: noticesOf(asked, marked, analyst),
    list,
    fold: foldOf(asked, marked, list),
    source: sourceOf(signals, tally),
    assess: analyst && marked.kept && !marked.kept.upToDate ? { label: 'Make the marks again' } : null,
    errors: asked.errors,
    errorSummary: errorList(asked.errors),
  })
}

const stripOf = (kind: Kind, marked: Marked, tally: Tally): SignalsPage['strip'] => {
  const unit = (n: number) => kindWords[kind][n === 1 ? 0 : 1]
  const cell = (termHtml: string, n: number) => ({ termHtml, value: whole(n), unit: unit(n) })
  const broken = marked.crossed && !marked.across
  return [
    cell(changeMark('rising'), tally.rising),
    cell(changeMark('falling'), tally.falling),
    broken ? cell(changeMark('break', { compact: true }), tally.untested) : cell(changeMark('chance'), tally.chance),
    cell(levelMark(Array.from({ length: marked.settings.years }, () => true)), tally.sustained),
  ]
}

function noticesOf(asked: Asked, marked: Marked, analyst: boolean): Notice[] {
  const { window } = marked.settings
  const notices: Notice[] = []
  if (marked.crossed) {
    const what = `${marked.crossed.title}. ${monthWords(marked.crossed.month)} is the first month recorded in the new way, and it falls inside the ${2 * window} months compared.`
    notices.push(
      marked.across
        ? {
            text: `These changes are across a recording break, shown because you asked. ${what} A mark here may be the recording and not the place.`,
            links: [{ text: 'Refuse the comparison again', href: here(asked, {}) }],
          }
        : {
            text: `No change is called across a recording break. ${what} The level is ranked within each year, so it stands.`,
            links: analyst ? [{ text: 'Show it anyway, marked', href: here(asked, { across: 'show' }) }] : [],
          },
    )
  }
  if (marked.kept && !marked.kept.upToDate)
    notices.push({
      text: `Newer data have been loaded since these marks were made on ${dayWords(marked.kept.at.slice(0, 10))}.`,
      links: [],
    })
  if (!isUsual(marked.settings))
    notices.push({
      text: `These marks were made with other settings: ${settingsWords(marked.settings)}.`,
      links: [{ text: 'Back to the usual settings', href: reset(asked) }],
    })
  return notices
}

/** The same page with other words in its address; settings are kept. */
function here(asked: Asked, more: Record<string, string>): string {
  const usual = written(asked.ask.settings)
  const words = new URLSearchParams({ level: asked.ground.kind, measure: asked.known.measure.code })
  if (asked.ask.end) words.set('end', asked.ask.end)
  if (!isUsual(asked.ask.settings)) for (const key of settingKeys) words.set(key, usual[key])
  for (const [key, value] of Object.entries(more)) words.set(key, value)
  return `/signals?${words}`
}

const reset = (asked: Asked) => {
  const words = new URLSearchParams({ level: asked.ground.kind, measure: asked.known.measure.code })
  if (asked.ask.end) words.set('end', asked.ask.end)
  return `/signals?${words}`
}

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
    words: settingsWords(marked.settings),
    reset: reset(asked),
  }
}

const chosenValue = (field: List['fields'][number]): string[] => {
  const value = field.options.find(option => option.chosen)?.value ?? field.value
  return value ? [value] : []
}

function sourceOf({ asked, marked, source, cityRate }: Signals, tally: Tally): Record<string, string> {
  const { measure } = asked.known
  const { settings } = marked
  const first = asked.ground.areas.find(area => area.residentsYear !== null)
  const tested = [...marked.marks.values()][0]?.tested ?? 0
  const phi = [...marked.marks.values()][0]?.dispersion ?? 1
  const many = kindWords[asked.ground.kind][1]
  return {
    lead: `${measure.name}.`,
    count: `${sentence(measure.unit)} in the 12 months from ${monthWords(addMonths(marked.end, -11))} to ${monthWords(marked.end)}; rate ${per(measure.per)} ${measure.denominator ?? 'residents'}.`,
    denominator: first
      ? `Residents: ${first.residentsBasis} ${/\d{4}/.test(first.residentsBasis ?? '') ? '' : first.residentsYear}.`.replace(
          ' .',
          '.',
        )
      : 'No residents are loaded, so there is no rate.',
    period: `Change: these ${settings.window} months against the ${settings.window} before, exact test, false discovery rate held at ${written(settings).fdr}% across ${plural(tested, 'test')}, ${settings.widen ? `widened for over-dispersion (${phi.toFixed(2)} times chance)` : 'not widened'}. Level: top ${written(settings).top}% for both rate and count, each square one year.`,
    interval: `Intervals are 95%: exact Poisson under 10, Byar’s from 10, for rates; exact and widened for ratios. ${cityRate === null ? '' : `The upright line is the rate of all ${many} together.`}`,
    source: source ? `Source: ${source}.` : '',
    caution: tally.places
      ? 'Recorded offences depend on what is reported. Town centres have many visitors and few residents, so a rate can look high.'
      : '',
  }
}

/** The pages that have no marks to show, and what to do about it. */
export function showEmpty(
  answered: Exclude<Answered, { state: 'marked' }>,
  analyst: boolean,
): ReturnType<typeof emptyPage> {
  if (answered.state === 'no assessment') {
    const many = kindWords[answered.asked.ground.kind][1]
    return emptyPage({
      title,
      lead: 'Nobody has made the marks yet.',
      empty: {
        title: `The ${many} are loaded, and so are their figures.`,
        text: analyst
          ? 'Make the marks: every measure is tested at every place. It takes a few seconds and you can leave the page.'
          : 'An analyst can make the marks on this page.',
        links: [],
      },
      assess: analyst ? { label: 'Make the marks' } : null,
    })
  }
  if (answered.state === 'refused')
    return emptyPage({
      title,
      lead: `${answered.measure.name} is shown at ${answered.measure.lowestLevel} level or above.`,
      empty: {
        title: 'This is kept back on purpose.',
        text: `At ${kindWords[answered.ground.kind][0]} level the counts are so small, and the matter so sensitive, that people could be recognised.`,
        links: [
          {
            text: `See it by ${answered.measure.lowestLevel}`,
            href: `/signals?level=borough&measure=${encodeURIComponent(answered.measure.code)}`,
          },
        ],
      },
      assess: null,
    })
  return emptyPage({
    title,
    lead: answered.state === 'no places' ? 'No places are loaded yet.' : 'No measure is known month by month here yet.',
    empty: {
      title: 'Signals need places and monthly counts.',
      text: 'Load the city’s data with: npm run -s upstream -- load PACK --data DIR. What is loaded, and what is missing, stands under Data.',
      links: [{ text: 'Data', href: '/data' }],
    },
    assess: null,
  })
}
