import { changeMark, changeWords, levelMark, levelNotShown } from '../../../lib/charts/index.ts'
import { monthWords } from '../../../lib/dates.ts'
import { plural, sentence } from '../../../lib/words.ts'
import type { Db } from '../../../platform/db.ts'
import type { Actor } from '../../../platform/http.ts'
import { page } from '../../../platform/view.ts'
import type { Bench } from '../../../platform/work.ts'
import type { Measure, Store } from '../../evidence/index.ts'
import { allows } from '../../people/index.ts'
import { shelf } from '../kept.ts'
import { hiddenMarks, whyNoFinding } from '../rules.ts'
import { ratioWords } from '../words.ts'
import type { Change } from './change.ts'
import type { Answer, Robustness } from './compute.ts'
import { groundOf, type Kind, type Known } from './ground.ts'
import { markShape } from './list.ts'
import { computeUrl, questionOf } from './marked.ts'
import type { Area } from './queries.ts'
import { defaults, settingsWords } from './settings.ts'

interface Tried {
  placeIds: number[]
  usual: Answer[]
  others: Robustness[][]
}

export interface Firmness {
  area: Area
  measure: Measure
  end: string
  usual: Answer
  /** The usual marks of every place: what may be told of one hangs on the others. */
  all: { vintage: string; areas: Area[]; changes: Map<number, Change> }
  tried: Robustness[]
}

const kept = shelf<Tried>('firmness', 12)

/** A place's marks under the usual choices and under each other choice a careful reader would try. Undefined where there is no mark. */
export async function firmness(
  rooms: { db: Db; bench: Bench },
  store: Store,
  kind: Kind,
  code: string,
  measureCode: string,
): Promise<Firmness | undefined> {
  const ground = await groundOf(rooms.db, store, kind)
  const known = ground?.known.find(k => k.measure.code === measureCode)
  const area = known?.areas.find(a => a.code === code)
  if (!ground || !known || !area) return undefined
  const found = await kept(store, `${ground.vintage}|${known.measure.id}`, () => tryAll(rooms, store, known))
  const at = found.placeIds.indexOf(area.id)
  const usual = found.usual[at]
  const changes = new Map(found.usual.map(({ change }) => [change.placeId, change]))
  const all = { vintage: ground.vintage, areas: ground.areas, changes }
  return usual && { area, measure: known.measure, end: known.end, usual, all, tried: found.others[at] ?? [] }
}

async function tryAll({ db, bench }: { db: Db; bench: Bench }, store: Store, known: Known): Promise<Tried> {
  const asked = await questionOf(db, store, known, known.end)
  const usual = await bench.run<Answer[]>(computeUrl, 'assessMeasure', asked)
  const others = await bench.run<Robustness[][]>(computeUrl, 'tryAlternatives', asked)
  return { placeIds: asked.placeIds, usual, others }
}

interface FirmnessPage {
  title: string
  place: { name: string; href: string }
  lead: string
  changeHtml: string
  levelHtml: string
  words: string
  rows: { words: string; changeHtml: string; level: string; same: string }[]
  settings: string
  back: string
  /** Address of a new finding, for those who make them. */
  finding: string
}
export const firmnessPage = page<FirmnessPage>('needs/pages/firmness.njk')

const untested = new Set(['break', 'too short', 'too few'])

/** "The same in 6 of 7", leaving out what could not be tried. */
export function firmWords({ usual, tried }: Firmness): string {
  const could = tried.filter(t => !untested.has(t.change))
  const same = could.filter(t => t.change === usual.change.word).length
  const left = tried.length - could.length
  const aside = left > 0 ? ` ${sentence(plural(left, 'choice'))} could not be tried.` : ''
  if (untested.has(usual.change.word))
    return `No change is called here, so there is nothing to hold it against.${aside}`
  if (could.length === 0) return `None of the other choices could be tried.`
  const word = `“${changeWords(markShape(usual.change.word), { compact: true })}”`
  if (same === could.length)
    return `The mark ${word} is the same in all ${could.length} other choices that could be tried.${aside}`
  return `The mark ${word} is the same in ${same} of ${could.length} other choices.${same * 2 < could.length ? ' It hangs on how it is made: do not lean on it.' : ''}${aside}`
}

const levelSame = ({ usual, tried }: Firmness): string => {
  const same = tried.filter(t => t.level === usual.level.word).length
  return same === tried.length
    ? 'The level is the same in all of them.'
    : `The level is the same in ${same} of ${tried.length}.`
}

// Each other choice would narrow down the hidden counts by one more word.
const keptWords =
  'A count behind this mark is small or would give a small one away, so neither the mark nor what other choices would say is shown to you.'

/** Which of the two marks of the place are hidden from this person. */
export async function seenMark(db: Db, store: Store, actor: Actor, firm: Firmness): Promise<HiddenFirm> {
  const { all, measure, end, area } = firm
  const hidden = await hiddenMarks({ db, store, actor, measure, ...all }, { end, ...defaults }, all.changes)
  return { change: hidden.change.has(area.id), level: hidden.level.has(area.id) }
}
interface HiddenFirm {
  change: boolean
  level: boolean
}

const findingHref = (actor: Actor, { area, measure }: Firmness): string =>
  allows(actor, 'findings.create') && area.kind !== 'lsoa' && whyNoFinding(measure, area) === ''
    ? `/findings/new?place=${encodeURIComponent(area.code)}&measure=${encodeURIComponent(measure.code)}`
    : ''

/** The page "How firm is this?" of one place and measure. */
export function showFirmness(firm: Firmness, actor: Actor, hidden: HiddenFirm): ReturnType<typeof firmnessPage> {
  const { change, level } = firm.usual
  return firmnessPage({
    title: 'How firm is this?',
    place: { name: firm.area.name, href: `/places/${firm.area.code}` },
    lead: `${firm.measure.name}, ${firm.area.name}, 12 months to ${monthWords(firm.end)}. ${hidden.change ? keptWords : `${firmWords(firm)}${hidden.level ? '' : ` ${levelSame(firm)}`}`}`,
    changeHtml: changeMark(hidden.change ? 'not-shown' : markShape(change.word)),
    levelHtml: hidden.level ? levelNotShown() : levelMark(level.years, { few: level.few }),
    words: !hidden.change && change.ratio !== null ? ratioWords(change) : '',
    rows: (hidden.change ? [] : firm.tried).map(t => ({
      words: sentence(t.words),
      changeHtml: changeMark(markShape(t.change), { compact: true }),
      level: hidden.level ? 'Not shown' : sentence(t.level),
      same: untested.has(t.change) ? 'Could not be tried' : t.change === change.word ? 'Same' : 'Different',
    })),
    settings: settingsWords(defaults),
    finding: findingHref(actor, firm),
    back: `/signals?measure=${firm.measure.code}${firm.area.kind === 'ward' ? '' : `&level=${firm.area.kind}`}`,
  })
}
