import { plural } from '../../../lib/words.ts'
import { childrenOf, type Look, ofKind } from '../look/look.ts'
import type { Node } from '../schemas.ts'
import type { Theory } from './draw.ts'
import type { Layer } from './layer.ts'

const labels = (nodes: readonly Node[]) => nodes.map(node => node.label)

/** The strategy in force as its drawing needs it. */
export function theoryOf(look: Look): Theory {
  const [areas, goals] = [ofKind(look, 'area'), ofKind(look, 'goal')]
  const outcomes = areas.map(area => childrenOf(look, area.code, 'outcome'))
  const count = (kind: string, one: string) => plural(ofKind(look, kind).length, one)
  return {
    label: `Theory of change: ${count('intervention', 'key intervention')} in ${count('area', 'priority area')} lead to ${count('outcome', 'outcome')} and ${count('goal', 'impact goal')}. The table on this page says the same.`,
    mission: ofKind(look, 'mission')[0]?.label ?? look.version.title,
    areas: areas.map((area, i) => ({
      label: area.label,
      headline: String(area.detail.headline ?? ''),
      interventions: labels(childrenOf(look, area.code, 'intervention')),
      outcomes: labels(outcomes[i] ?? []),
      policies: labels(childrenOf(look, area.code, 'policy')),
    })),
    goals: labels(goals),
    serves: look.goals.flatMap(({ code, value }) => {
      const goal = goals.findIndex(node => node.code === value)
      const area = outcomes.findIndex(list => list.some(node => node.code === code))
      const outcome = outcomes[area]?.findIndex(node => node.code === code) ?? -1
      return goal >= 0 && outcome >= 0 ? [{ area, outcome, goal }] : []
    }),
    principles: labels(ofKind(look, 'principle')),
  }
}

/** Items of a kind that this one names, or that the cross-walk says it meets; our own reading is marked. */
export function metBy(look: Look, code: string, kind: string): { node: Node; ours: boolean }[] {
  return look.links.flatMap(({ from, to, basis }) => {
    const node = from === code ? look.byCode.get(to) : undefined
    return node?.kind === kind ? [{ node, ours: basis === 'inferred' }] : []
  })
}

const meetsWords = (look: Look, code: string): string[] =>
  metBy(look, code, 'area').map(({ node, ours }) => `${node.label}${ours ? ' (our reading)' : ''}`)

const same = 'The tables on this page say the same.'

/** The objectives of the work programme: the level each works at, its aims, and the priority area it meets. */
export function objectivesOf(look: Look): Layer {
  const objectives = ofKind(look, 'objective')
  const count = (kind: string, one: string) => plural(ofKind(look, kind).length, one)
  return {
    label: `Work programme: ${count('objective', 'objective')} with ${count('aim', 'aim')} at ${count('level', 'contextual level')}. ${same}`,
    heads: ['Contextual level', 'Objective', 'Its aims', 'Priority area it meets'],
    bands: objectives.map(({ code, label }) => ({
      from: metBy(look, code, 'level').map(({ node }) => node.label),
      title: label,
      items: labels(childrenOf(look, code, 'aim')),
      none: 'The document lists no aim',
      meets: meetsWords(look, code),
    })),
    strip: { head: 'Every contextual level, from the child outwards', words: labels(ofKind(look, 'level')) },
  }
}

/** A child's journey: its stages, what is being done at each, and the priority area it meets. */
export function journeyOf(look: Look): Layer {
  const stages = ofKind(look, 'stage')
  return {
    label: `A child’s journey: ${plural(stages.length, 'stage')} with what is being done at each. ${same}`,
    heads: ['', 'Stage', 'What is being done', 'Priority area it meets'],
    bands: stages.map(({ code, label, number }, i) => ({
      from: [`Stage ${number ?? i + 1}`],
      title: label,
      items: labels(childrenOf(look, code, 'stage-action')),
      none: 'The document names nothing',
      meets: meetsWords(look, code),
    })),
    strip: { head: 'Every contextual level, from the child outwards', words: labels(ofKind(look, 'level')) },
  }
}
