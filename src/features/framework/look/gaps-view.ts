import { TEAL } from '../../../lib/charts/colours.ts'
import { el } from '../../../lib/charts/svg.ts'
import { plural } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { Node } from '../schemas.ts'
import type { Tagged } from './around.ts'
import { crumbs } from './lists.ts'
import { hrefOf, type Look, ofKind } from './look.ts'
import { balance, type Count, gapsOf, preventionItems, stateWords } from './rules.ts'

interface Item {
  text: string
  href: string
  note: string
}
interface GapsPage {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  groups: { title: string; count: string; why: string; whole: string; items: Item[] }[]
}
export const gapsPage = page<GapsPage>('framework/pages/gaps.njk')

const items = (nodes: readonly Node[]): Item[] =>
  nodes.map(({ code, label }) => ({ text: label, href: hrefOf(code), note: '' }))

/** What is missing, as gaps: nothing here is filled in by a guess. */
export function showGaps(look: Look, records: readonly Tagged[]) {
  const gaps = gapsOf(look, records)
  const group = (title: string, of: number, list: Item[], why: string, whole: string) => ({
    title,
    count: `${list.length} of ${of}`,
    why,
    whole,
    items: list,
  })
  const count = (...kinds: string[]) => kinds.reduce((sum, kind) => sum + ofKind(look, kind).length, 0)
  return gapsPage({
    title: 'Gaps',
    breadcrumbs: crumbs('Gaps'),
    groups: [
      group(
        'Aims with nothing live',
        count('aim'),
        gaps.aims.map(({ node, state }) => ({ text: node.label, href: hrefOf(node.code), note: stateWords[state] })),
        'No work you may see is tagged with the aim, or all of it has ended or is paused.',
        'Every aim has live work.',
      ),
      group(
        'Goals and outcomes nobody measures',
        count('goal', 'outcome'),
        items(gaps.unmeasured),
        'No measure has been chosen that answers it.',
        'Every goal and outcome has a measure.',
      ),
      group(
        'Outcomes no goal is named for',
        count('outcome'),
        items(gaps.unlinked),
        'The documents do not say which goal it serves, and the unit has not decided.',
        'Every outcome is named for a goal.',
      ),
      group(
        'Objectives without an aim',
        count('objective'),
        items(gaps.bare),
        'The document gives reasons and lists no action.',
        'Every objective has an aim.',
      ),
      group(
        'Areas, stages and levels with no record',
        count('area', 'stage', 'level'),
        items(gaps.silent),
        'Nothing you may see is tagged with it.',
        'Records are tagged with every one.',
      ),
      group(
        'Questions the documents leave open',
        look.questions.length,
        gaps.open.map(({ code, question }) => ({ text: question, href: `/framework/questions/${code}`, note: '' })),
        'A person decides; until then nothing is filled in.',
        'Every question has been decided.',
      ),
    ].filter(({ count: words }) => !words.endsWith('of 0')),
  })
}

interface Part {
  id: string
  title: string
  words: string
  rows: { text: string; href: string; count: number; bar: string; quiet: boolean }[]
}
interface BalancePage {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  lead: string
  parts: Part[]
}
export const balancePage = page<BalancePage>('framework/pages/balance.njk')

/** How much is done before harm and how much after, at which stage and level; what does not say is shown as not said. */
export function showBalance(look: Look, records: readonly Tagged[]) {
  const work = records.filter(record => record.isWork)
  const itemsOf = (kind: string) => ofKind(look, kind).map(({ code, label }) => ({ code, label, href: hrefOf(code) }))
  const by = (
    id: string,
    title: string,
    list: ReturnType<typeof itemsOf> | typeof preventionItems,
    pick: (r: Tagged) => string | null,
  ) => partOf(id, title, balance(list, work, pick), work.length)
  return balancePage({
    title: 'Balance',
    breadcrumbs: crumbs('Balance'),
    lead:
      work.length === 0
        ? 'No work that you may see is on record yet, so every count is 0.'
        : `${plural(work.length, 'piece of work', 'pieces of work')} that you may see, each counted once under each heading.`,
    parts: [
      by('prevention', 'Before harm, and after', preventionItems, record => record.preventionLevel),
      by('stages', 'Stages of a child’s journey', itemsOf('stage'), record => record.journeyStage),
      by('levels', 'Contextual levels', itemsOf('level'), record => record.contextLevel),
    ],
  })
}

function partOf(id: string, title: string, counts: readonly Count[], total: number): Part {
  const notSaid = counts.at(-1)?.count ?? 0
  const most = Math.max(...counts.map(each => each.count))
  return {
    id,
    title,
    words: total === 0 ? 'Nothing to count yet.' : `${total - notSaid} of ${total} say; ${notSaid} do not.`,
    rows: counts.map(({ label, href, count, code }) => ({
      text: label,
      href: href ?? '',
      count,
      bar: bar(count, most),
      quiet: code === 'not-said',
    })),
  }
}

const barWidth = 160

/** A bar beside its number: the number says all, so the bar is hidden from screen readers. */
const bar = (count: number, most: number): string =>
  el(
    'svg',
    { class: 'up-balance', viewBox: `0 0 ${barWidth} 12`, width: barWidth, height: 12, 'aria-hidden': 'true' },
    el('rect', { width: (barWidth * count) / Math.max(most, 1), height: 12, rx: 2, fill: TEAL }),
  )
