import { plural } from '../../../lib/words.ts'
import type { Figure, Reading } from '../analyses/reading.ts'
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

/**
 * What was and is in a whole reading. Where other files are in force, its sentence and the rows of its table are compared too: a place may
 * turn the other way while every headline stays. Under the same files another wording is ours, and no news.
 */
export function readingChanges(was: Reading, now: Reading | undefined): Change[] {
  const figures = changesOf(was.figures, now?.figures)
  if (!now || was.imports.join() === now.imports.join()) return figures
  const sentence =
    was.statement === now.statement ? [] : [{ label: 'What it says', was: was.statement, is: now.statement }]
  return [...figures, ...sentence, ...rowChanges(was.table, now.table)]
}

function rowChanges(was: Reading['table'], now: Reading['table']): Change[] {
  if (!was || !now || was.head.join() !== now.head.join()) return []
  const after = new Set(now.rows.map(row => row.join('\t')))
  const other = was.rows.filter(row => !after.has(row.join('\t'))).map(row => row[0] ?? '')
  if (other.length === 0) return []
  const named = other.slice(0, 5).join(', ') + (other.length > 5 ? ' and more' : '')
  return [
    {
      label: 'Its table',
      was: plural(was.rows.length, 'row'),
      is: `${plural(other.length, 'row')} otherwise: ${named}`,
    },
  ]
}

/** "Offences in all: 12,345, now 12,367". */
export const changeWords = ({ label, was, is }: Change): string => `${label}: ${was}, now ${is}`
