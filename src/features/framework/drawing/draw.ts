import { INK, INK_SOFT, LINE, TEAL } from '../../../lib/charts/colours.ts'
import { el, svg, text } from '../../../lib/charts/svg.ts'
import { textWidth } from '../../../lib/geo/index.ts'
import { type Block, flow, heightOf, linesAt, middleOf, size, stack, wrap } from './blocks.ts'
import { stripAt } from './layer.ts'

/** A strategy as its drawing needs it. */
export interface Theory {
  label: string
  mission: string
  areas: readonly {
    label: string
    headline: string
    interventions: readonly string[]
    outcomes: readonly string[]
    policies: readonly string[]
  }[]
  goals: readonly string[]
  /** Pairs of outcome (area, place in it) and goal, where the unit has said which serves which. */
  serves: readonly { area: number; outcome: number; goal: number }[]
  principles: readonly string[]
}

const width = 1200
const column = {
  work: { x: 0, w: 300 },
  area: { x: 360, w: 220 },
  outcome: { x: 640, w: 300 },
  goal: { x: 1000, w: 200 },
}
const pad = 14
const top = 84

interface Band {
  y: number
  height: number
  work: Block[]
  outcomes: Block[]
  centre: number
}

function bandOf(area: Theory['areas'][number], y: number): Band {
  const inner = y + pad
  const [work, outcomes] = [
    stack(area.interventions, column.work.w, inner),
    stack(area.outcomes, column.outcome.w, inner),
  ]
  const height = Math.max(heightOf(work), heightOf(outcomes), boxHeight(area)) + 2 * pad
  const shift = (blocks: Block[]) => {
    const down = (height - 2 * pad - heightOf(blocks)) / 2
    return blocks.map(block => ({ ...block, y: block.y + down }))
  }
  return { y, height, work: shift(work), outcomes: shift(outcomes), centre: y + height / 2 }
}

const boxLines = (area: Theory['areas'][number]) => ({
  title: wrap(area.label, column.area.w - 28, 17, 700),
  asks: area.policies.length === 0 ? [] : wrap(`Asks: ${area.policies.join('; ')}`, column.area.w - 28, 14),
})
const boxHeight = (area: Theory['areas'][number]) => {
  const { title, asks } = boxLines(area)
  return title.length * 22 + asks.length * 18 + 26
}

function box(area: Theory['areas'][number], band: Band): string {
  const { title, asks } = boxLines(area)
  const [height, x] = [boxHeight(area), column.area.x]
  const y = band.centre - height / 2
  return (
    el('rect', { x, y, width: column.area.w, height, rx: 6, fill: '#dcebe8', stroke: TEAL, 'stroke-width': 1.4 }) +
    title
      .map((line, i) => text(line, { x: x + 14, y: y + 26 + i * 22, 'font-size': 17, 'font-weight': 700, fill: INK }))
      .join('') +
    asks
      .map((line, i) =>
        text(line, { x: x + 14, y: y + 26 + title.length * 22 + i * 18, 'font-size': 14, fill: INK_SOFT }),
      )
      .join('')
  )
}

const area = (one: Theory['areas'][number], band: Band): string =>
  [
    ...band.work.map(block => flow(column.work.x + column.work.w + 6, middleOf(block), column.area.x, band.centre)),
    ...band.outcomes.map(block =>
      flow(column.area.x + column.area.w, band.centre, column.outcome.x - 10, middleOf(block)),
    ),
    box(one, band),
    ...band.work.map(block => linesAt(block.lines, column.work.x, block.y)),
    ...band.outcomes.map(block => linesAt(block.lines, column.outcome.x, block.y)),
  ].join('')

/** Goals down the right side, with what leads to them: each outcome where that is said, one bracket of all where it is not. */
function goals(theory: Theory, bands: readonly Band[], bottom: number): string {
  const step = (bottom - top) / Math.max(theory.goals.length, 1)
  const centres = theory.goals.map((_, i) => top + step * (i + 0.5))
  const x = column.goal.x
  const edge = column.outcome.x + column.outcome.w + 12
  const said = theory.serves.flatMap(({ area: a, outcome, goal }) => {
    const [block, centre] = [bands[a]?.outcomes[outcome], centres[goal]]
    return block && centre !== undefined ? [lead(block, edge) + flow(edge, middleOf(block), x, centre, true)] : []
  })
  const bracket =
    el('path', {
      d: `M${edge} ${top + 4}h8V${Math.round(bottom - 4)}h-8`,
      fill: 'none',
      stroke: LINE,
      'stroke-width': 1.4,
    }) + centres.map(centre => flow(edge + 8, (top + bottom) / 2, x, centre)).join('')
  return (
    (said.length > 0 ? said.join('') : bracket) + theory.goals.map((goal, i) => goalBox(goal, centres[i] ?? 0)).join('')
  )
}

// From the last of the words to where the curve begins, so that no curve runs through another outcome's words.
const lead = (block: Block, edge: number) =>
  el('path', {
    d: `M${Math.round(outcomeEnd(block))} ${Math.round(middleOf(block))}H${edge}`,
    stroke: TEAL,
    'stroke-width': 1.6,
  })

const outcomeEnd = (block: Block) => column.outcome.x + Math.max(...block.lines.map(line => textWidth(line, size))) + 8

function goalBox(words: string, centre: number): string {
  const lines = wrap(words, column.goal.w - 32, 17, 700)
  const height = lines.length * 22 + 28
  const y = centre - height / 2
  const rect = { x: column.goal.x, y, width: column.goal.w, height, rx: 6, fill: INK }
  const at = { x: column.goal.x + 16, 'font-size': 17, 'font-weight': 700, fill: '#ffffff' }
  return el('rect', rect) + lines.map((line, i) => text(line, { ...at, y: y + 32 + i * 22 })).join('')
}

const heads: readonly (readonly [string, { x: number }])[] = [
  ['What is done', column.work],
  ['Where it belongs', column.area],
  ['What should change', column.outcome],
  ['What it is for', column.goal],
]

/** The whole theory of change as one picture: what is done, where it belongs, what should change, and what it is for. Drawn for a desk and for paper. */
export function drawTheory(theory: Theory): string {
  let y = top
  const bands = theory.areas.map(one => {
    const band = bandOf(one, y)
    y += band.height
    return band
  })
  const bottom = y
  const base = stripAt('How it is done', theory.principles, bottom + 20)
  const rules = bands.map(band => el('path', { d: `M0 ${Math.round(band.y)}H940`, stroke: LINE, 'stroke-width': 1 }))
  return svg(
    { width, height: bottom + 24 + base.height, label: theory.label, className: 'up-theory' },
    [
      text(theory.mission, { x: 0, y: 24, 'font-size': 20, 'font-weight': 700, fill: INK }),
      ...heads.map(([words, { x }]) => text(words, { x, y: 66, 'font-size': 15, 'font-weight': 700, fill: INK_SOFT })),
      ...rules,
      ...theory.areas.map((one, i) => {
        const band = bands[i]
        return band ? area(one, band) : ''
      }),
      goals(theory, bands, bottom),
      base.markup,
    ].join(''),
  )
}
