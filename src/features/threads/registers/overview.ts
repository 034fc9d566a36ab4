import type { Day } from '../../../lib/dates.ts'
import { plural } from '../../../lib/words.ts'
import { page } from '../../../platform/view.ts'
import type { Row } from './list.ts'
import { stateOf } from './rules.ts'
import type { Register } from './spec.ts'

interface Card {
  title: string
  href: string
  lead: string
  /** How many wait, and how many of these are overdue. */
  words: string
  late: boolean
}
const overviewPage = page<{ title: string; cards: Card[] }>('threads/pages/registers.njk')

/** Every register somebody may open, with what waits in it. */
export const overview = (registers: readonly Register[], rows: readonly Row[], today: Day) =>
  overviewPage({ title: 'Registers', cards: registers.map(register => cardOf(register, rows, today)) })

function cardOf({ kind, title, path, lead }: Register, rows: readonly Row[], today: Day): Card {
  const states = rows.filter(({ entry }) => entry.register === kind).map(({ entry }) => stateOf(entry, today))
  const of = (state: string) => states.filter(each => each === state).length
  const [waiting, late, answered] = [of('waiting') + of('overdue'), of('overdue'), of('answered')]
  const waits = waiting === 0 ? 'Nothing waits for an answer' : `${plural(waiting, 'waits', 'wait')} for an answer`
  return {
    title,
    href: path,
    lead,
    words: `${waits}${late ? `, ${late} overdue` : ''}. ${plural(answered, 'answered', 'answered')}.`,
    late: late > 0,
  }
}
