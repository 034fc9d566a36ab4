import { page } from '../../../platform/view.ts'
import { drawTheory } from '../drawing/draw.ts'
import { drawLayer } from '../drawing/layer.ts'
import { journeyOf, metBy, objectivesOf, theoryOf } from '../drawing/theory.ts'
import type { Node } from '../schemas.ts'
import { crumbs } from './lists.ts'
import { childrenOf, hrefOf, type Look, ofKind } from './look.ts'

interface Anchor {
  text: string
  href: string
  /** What is said under it. */
  note?: string
}
interface DrawingPage {
  title: string
  breadcrumbs: { text: string; href?: string }[]
  lead: string
  layers: (Anchor & { current: boolean })[]
  layer: string
  svg: string
  rows: { area: Anchor; headline: string; interventions: Anchor[]; outcomes: Anchor[]; policies: Anchor[] }[]
  objectives: { head: Anchor; levels: Anchor[]; items: Anchor[]; areas: Anchor[] }[]
  stages: { head: Anchor; items: Anchor[]; areas: Anchor[] }[]
  levels: { head: Anchor; aim: string; objectives: Anchor[] }[]
  /** Does the document say what any level means? */
  meant: boolean
  goals: Anchor[]
  principles: Anchor[]
  note: string
}
export const drawingPage = page<DrawingPage>('framework/pages/drawing.njk')

export const layers = ['theory', 'objectives', 'journey'] as const
export type LayerName = (typeof layers)[number]
const names: Record<LayerName, string> = {
  theory: 'Goals, areas and outcomes',
  objectives: 'Objectives, aims and levels',
  journey: 'Stages of a child’s journey',
}

const anchor = ({ code, label }: Pick<Node, 'code' | 'label'>): Anchor => ({ text: label, href: hrefOf(code) })
const met = (look: Look, code: string, kind: string): Anchor[] =>
  metBy(look, code, kind).map(({ node, ours }) => ({ ...anchor(node), ...(ours && { note: 'Our reading' }) }))

/** The whole theory of change: a picture of one layer at a time, and tables of all of it for a phone, a screen reader and paper. */
export function showDrawing(look: Look, asked: LayerName) {
  const there = layers.filter(layer => layer === 'theory' || ofKind(look, kindOf[layer]).length > 0)
  const layer = there.includes(asked) ? asked : 'theory'
  const top = (kind: string) => ofKind(look, kind).map(anchor)
  return drawingPage({
    title: 'The whole theory of change',
    breadcrumbs: crumbs('Drawing'),
    lead: look.version.title,
    layers: there.map(each => ({
      text: names[each],
      href: each === 'theory' ? '/framework/drawing' : `/framework/drawing?layer=${each}`,
      current: each === layer,
    })),
    layer: names[layer],
    svg: draw(look, layer),
    ...tablesOf(look),
    meant: ofKind(look, 'level').some(node => typeof node.detail.aim === 'string'),
    goals: top('goal'),
    principles: top('principle'),
    note: noteOf(look, layer),
  })
}

const kindOf: Record<LayerName, string> = { theory: 'area', objectives: 'objective', journey: 'stage' }

const draw = (look: Look, layer: LayerName): string =>
  layer === 'theory'
    ? drawTheory(theoryOf(look))
    : drawLayer(layer === 'journey' ? journeyOf(look) : objectivesOf(look))

function noteOf(look: Look, layer: LayerName): string {
  if (layer !== 'theory')
    return 'What is marked “our reading” is not in the documents: it is for finding one’s way, and no more.'
  return look.goals.length > 0
    ? 'The lines from outcomes to goals are the unit’s own decision; the documents do not draw them.'
    : 'The documents do not say which outcome serves which goal, so all outcomes lead to all goals until the unit decides.'
}

function tablesOf(look: Look): Pick<DrawingPage, 'rows' | 'objectives' | 'stages' | 'levels'> {
  const below = (code: string, kind: string) => childrenOf(look, code, kind).map(anchor)
  const objectives = ofKind(look, 'objective')
  return {
    rows: ofKind(look, 'area').map(area => ({
      area: anchor(area),
      headline: String(area.detail.headline ?? ''),
      interventions: below(area.code, 'intervention'),
      outcomes: childrenOf(look, area.code, 'outcome').map(node => ({ ...anchor(node), ...servesOf(look, node.code) })),
      policies: below(area.code, 'policy'),
    })),
    objectives: objectives.map(node => ({
      head: anchor(node),
      levels: met(look, node.code, 'level'),
      items: below(node.code, 'aim'),
      areas: met(look, node.code, 'area'),
    })),
    stages: ofKind(look, 'stage').map(node => ({
      head: anchor(node),
      items: below(node.code, 'stage-action'),
      areas: met(look, node.code, 'area'),
    })),
    levels: ofKind(look, 'level').map(node => ({
      head: anchor(node),
      aim: typeof node.detail.aim === 'string' ? node.detail.aim : '',
      objectives: objectives
        .filter(each => metBy(look, each.code, 'level').some(found => found.node.code === node.code))
        .map(anchor),
    })),
  }
}

function servesOf(look: Look, outcome: string): { note?: string } {
  const goals = look.goals
    .filter(each => each.code === outcome)
    .map(each => look.byCode.get(each.value)?.label ?? each.value)
  return goals.length > 0 ? { note: `Serves: ${goals.join('; ')}` } : {}
}
