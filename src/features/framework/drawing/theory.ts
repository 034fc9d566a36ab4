import { plural } from '../../../lib/words.ts'
import { childrenOf, type Look, ofKind } from '../look/look.ts'
import type { Node } from '../schemas.ts'
import type { Theory } from './draw.ts'

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
