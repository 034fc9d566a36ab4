import { z } from 'zod'
import { addMonths, monthWords } from '../../../lib/dates.ts'
import { list, plural, sentence, whole } from '../../../lib/words.ts'
import type { Pack } from '../../../platform/pack.ts'
import { notShown } from '../../evidence/index.ts'
import { type Kind, kindWords } from '../signals/ground.ts'
import { brokenWords, fewWords, untestedWords } from '../signals/lead.ts'
import type { Marked } from '../signals/marked.ts'
import { noRate, perWords } from '../words.ts'
import type { MapAsk } from './ask.ts'
import type { OwnCut } from './classes.ts'
import { mostWords, rareSaid, whatOf } from './cut-words.ts'
import { type MapFigures, type MapRow, whys } from './places.ts'

export const titleOf = (ask: MapAsk): string => {
  const what = ask.known.measure.name
  const by = `by ${kindWords[ask.ground.kind][0]}`
  const where = ask.ground.kind === 'lsoa' ? `, ${ask.within[0]?.boroughName ?? ''}` : ''
  if (ask.show === 'pair') return `${what} and deprivation, ${by}${where}`
  if (ask.show === 'change') return `${what}: change, ${by}${where}`
  if (ask.show === 'level') return `${what}: level, ${by}${where}`
  return `${what}, ${by}${where}`
}

/** What a screen reader says of the picture. */
export const pictureTitle = (ask: MapAsk, figures: MapFigures): string =>
  [titleOf(ask), rareSaid(ask, figures), 'The same figures stand in the table beside the map']
    .filter(Boolean)
    .map(words => `${words}.`)
    .join(' ')

export function tallyOf(rows: readonly MapRow[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { group } of rows) if (group) counts.set(group.key, (counts.get(group.key) ?? 0) + 1)
  return counts
}

/** What the map comes to, in words. */
export function leadOf(ask: MapAsk, figures: MapFigures, marked: Marked | undefined): string {
  const { unit } = ask.known.measure
  const rare = rareSaid(ask, figures)
  if (figures.cuts?.own) return `${ownLead(ask, figures, figures.cuts.own)}${rare && ` ${rare}.`}`
  if (ask.show === 'pair') return `${pairLead(ask, figures)}${changeWords(ask, figures, marked)}`
  if ((ask.show === 'change' || ask.show === 'level') && !marked) return unmarkedWords(ask.ground.kind)
  if (ask.show === 'change') return changeWords(ask, figures, marked).trim() || uncalledWords(ask, marked)
  if (ask.show === 'level') return levelLead(ask, figures, marked)
  return `${sentence(unit)} in the 12 months to ${monthWords(ask.end)}${ask.show === 'rate' ? `, ${perWords(ask.known.measure)}` : ', counted'}.${rare && ` ${rare}.`}${changeWords(ask, figures, marked)}`
}

const has = (n: number) => (n === 1 ? ' has' : ' have')

function pairLead(ask: MapAsk, { rows }: MapFigures): string {
  const counts = tallyOf(rows)
  const of = (key: string) => counts.get(key) ?? 0
  const coloured = rows.filter(row => row.group).length
  const many = kindWords[ask.ground.kind][1]
  const [both, more, less] = [of('pair-2-2'), of('pair-2-0'), of('pair-0-2')]
  return `${none(both)} of ${whole(coloured)} ${many} ${both === 1 ? 'is' : 'are'} in the top third for both. ${none(more)}${has(more)} high recorded ${whatOf(ask)} and low deprivation; ${none(less).toLowerCase()}${has(less)} the reverse.`
}

function ownLead(ask: MapAsk, { rows }: MapFigures, own: OwnCut): string {
  const counts = tallyOf(rows)
  const [both, more] = [counts.get('pair-2-2') ?? 0, counts.get('pair-2-0') ?? 0]
  const coloured = rows.filter(row => row.group).length
  return `${none(both)} of ${whole(coloured)} ${kindWords[ask.ground.kind][1]} had more than ${whole(own.over)} ${ask.known.measure.unit} in the 12 months to ${monthWords(ask.end)} and high deprivation (${mostWords(ask, own.most)}). ${none(more)} had as many and less deprivation.`
}

function levelLead(ask: MapAsk, { rows }: MapFigures, marked: Marked | undefined): string {
  const [one, many] = kindWords[ask.ground.kind]
  const years = [...(marked?.marks.values() ?? [])][0]?.years.length ?? 3
  const marks = rows.flatMap(row => (row.mark && row.mark.level !== notShown ? [row.mark] : []))
  if (marked && marks.length > 0 && marks.every(mark => mark.few))
    return fewWords(ask.ground.kind, marked.settings.least)
  return `${sentence(plural(tallyOf(rows).get(`years-${years}`) ?? 0, one, many))} in the top tenth for both rate and count in each of the last ${years} years.`
}

const none = (n: number) => (n === 0 ? 'None' : whole(n))

// Small areas never get marks, whoever asks; the others get them from an assessment.
const unmarkedWords = (kind: Kind): string =>
  kind === 'lsoa'
    ? 'Small areas have no marks: most have too few events in a year to tell a change, or a high level, from chance. Choose wards or boroughs to see marks, or the rate or the number here.'
    : 'Nobody has made the marks for these places yet. An analyst makes them under Signals.'

// Marks that are there and say nothing of a change are not marks that nobody has made.
function uncalledWords({ ground }: MapAsk, marked: Marked | undefined): string {
  if (marked?.crossed && !marked.across) return brokenWords(marked.settings.window)
  return untestedWords(ground.kind)
}

// Only marks this person may see are counted: a borough lead's sentence is about the own borough.
function changeWords(ask: MapAsk, { rows }: MapFigures, marked: Marked | undefined): string {
  if (!marked || marked.crossed) return ''
  const [one] = kindWords[ask.ground.kind]
  const of = (word: string) => rows.filter(row => row.mark?.change === word).length
  const [up, down, chance] = [of('rising'), of('falling'), of('chance')]
  if (up + down + chance === 0) return ''
  const seen = rows.filter(row => row.mark).length
  const start =
    seen < marked.marks.size
      ? ` In the ${seen} ${kindWords[ask.ground.kind][1]} you may see, year on year,`
      : ' Year on year,'
  if (up + down === 0) return `${start} no ${one}’s change can be told apart from chance.`
  return `${start} ${plural(up, one)} rose and ${plural(down, one)} fell by more than chance would explain.`
}

const Forces = z.array(z.object({ name: z.string(), parents: z.array(z.string()) })).catch([])

/** Why some places are hatched: each is counted once, under the reason that stands beside it in the table. */
export function hatchWords(pack: Pack, figures: MapFigures): string {
  const hatched = figures.rows.filter(row => !row.group)
  const of = (why: string) => hatched.filter(row => row.why === why).length
  const small = hatched.filter(
    row => row.why === whys.hidden || (row.figure.count.words && row.why === row.figure.count.words),
  ).length
  const said = (n: number, words: string) => (n > 0 ? `Hatched: ${plural(n, 'place')} ${words}.` : '')
  return [
    unspokenWords(pack, figures),
    said(small, 'with a count too small to show, or that would give a small one away'),
    of(whys.elsewhere) > 0 ? 'Hatched: places of other boroughs, whose marks are for them to see.' : '',
    said(of(whys.months), 'without a full figure'),
    said(of(whys.mark), 'without a mark'),
    said(of(whys.few), 'with too few events in every year to be ranked'),
    said(of(whys.score), 'without a deprivation score'),
    said(of(whys.residents), 'whose residents are not known'),
  ]
    .filter(Boolean)
    .join(' ')
}

const ofWords = ([first, ...rest]: readonly { kind: string }[]): string => {
  const kind = first?.kind === 'lsoa' ? 'lsoa' : 'ward'
  return first?.kind === 'borough' ? '' : `${plural(rest.length + 1, ...kindWords[kind])} of `
}

function unspokenWords(pack: Pack, { unspoken }: MapFigures): string {
  if (unspoken.length === 0) return ''
  const boroughs = [...new Set(unspoken.map(area => area.boroughName ?? area.name))]
  const forces = Forces.parse(pack.policeForces)
  const codes = new Set(unspoken.map(area => area.boroughCode))
  const force =
    forces.length > 1
      ? forces.find(f => f.parents.length === codes.size && f.parents.every(code => codes.has(code)))
      : undefined
  if (force)
    return `Hatched: no figures for ${ofWords(unspoken)}the ${list(boroughs)}, which has its own police force.`.replace(
      'the the',
      'the',
    )
  return `Hatched: no figures for ${plural(unspoken.length, 'place')} in ${list(boroughs)}, because no file that is loaded speaks for them.`
}

export const periodWords = (ask: MapAsk): string => `${monthWords(addMonths(ask.end, -11))} to ${monthWords(ask.end)}`

/** Where the figures of the map come from, for the page and for every download. */
export function sourceParts(
  ask: MapAsk,
  source: string,
): { lead: string; source: string; denominator: string; interval: string; caution: string } {
  const counted = ask.known.measure.denominator !== null
  const first = ask.within.find(area => area.residentsBasis)
  const basis = first
    ? /\d{4}/.test(first.residentsBasis ?? '')
      ? first.residentsBasis
      : `${first.residentsBasis} ${first.residentsYear}`
    : undefined
  return {
    lead: `${ask.known.measure.name}, ${periodWords(ask)}.`,
    source: [
      source ? `Source: ${source}.` : '',
      ask.deprivation && ask.show === 'pair'
        ? `Deprivation: ${ask.deprivation.measure.name}${ask.ground.kind === 'lsoa' ? '' : ', mean of small areas weighted by residents'}.`
        : '',
    ]
      .filter(Boolean)
      .join(' '),
    denominator: !counted ? noRate : basis ? `Residents: ${basis}.` : 'No residents are loaded, so there is no rate.',
    interval: counted ? 'Intervals: 95%, exact Poisson under 10, Byar’s from 10.' : '',
    caution:
      'Recorded crime depends on what is reported. Town centres have many visitors and few residents, so a rate for residents can look high.',
  }
}
