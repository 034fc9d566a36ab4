import type { Figure } from '../analyses/reading.ts'
import type { Change } from './schemas.ts'

// The interval follows from these, and words alone are no figure.
const parts = ['value', 'count', 'denominator', 'period'] as const

/** Figures of one label stand in the order they came. */
function named(figures: readonly Figure[]): Map<string, Figure> {
  const seen = new Map<string, number>()
  return new Map(
    figures.map(figure => {
      const turn = (seen.get(figure.label) ?? 0) + 1
      seen.set(figure.label, turn)
      return [turn === 1 ? figure.label : `${figure.label} (${turn})`, figure]
    }),
  )
}

/** What was and is, figure by figure, by value; empty where nothing is otherwise. Undefined figures: they can no longer be made. */
export function changesOf(was: readonly Figure[], now: readonly Figure[] | undefined): Change[] {
  if (!now)
    return [{ label: 'All of its figures', was: 'as they stand here', is: 'can no longer be made from the data' }]
  const [before, after] = [named(was), named(now)]
  return [...new Set([...before.keys(), ...after.keys()])].flatMap(label =>
    changeOf(label, before.get(label), after.get(label)),
  )
}

function changeOf(label: string, was: Figure | undefined, is: Figure | undefined): Change[] {
  if (!was) return [{ label, was: 'not there', is: is?.value ?? '' }]
  if (!is) return [{ label, was: was.value, is: 'no longer there' }]
  const other = parts.filter(part => was[part] !== is[part])
  if (other.length === 0) return []
  // a value tells its count, in its unit
  const told = other.includes('value') ? other.filter(part => part !== 'count') : other
  const words = (figure: Figure) => told.map(part => figure[part] || 'none').join('; ')
  return [{ label, was: words(was), is: words(is) }]
}

/** "Offences in all: 12,345, now 12,367". */
export const changeWords = ({ label, was, is }: Change): string => `${label}: ${was}, now ${is}`
