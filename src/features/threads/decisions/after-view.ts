import { dayWords } from '../../../lib/dates.ts'
import { type Small, small, type Typed } from '../../../platform/small-form.ts'
import type { Correction, Note } from './schemas.ts'
import { paragraphs, roleWords } from './words.ts'

export interface CorrectionLine {
  id: number
  head: string
  lines: string[]
  /** It waits for a second person, and this is one. */
  maySettle: boolean
}

const about = { public: 'the public words', rest: 'the part that is not public' }

function stateWords({ agreed, settledOn, settledByRole }: Correction): string {
  if (agreed === null) return 'waits for a second person'
  const by = `on ${dayWords(settledOn ?? '')} by the ${roleWords(settledByRole ?? '')}`
  return agreed ? `agreed ${by}` : `not agreed ${by}`
}

const headOf = (each: Correction): string =>
  `Correction of ${about[each.part]}, ${dayWords(each.madeOn)}, by the ${roleWords(each.role)}: ${stateWords(each)}`

/** Corrections as one reader sees them: those of the public words, once agreed, by all; every one by those who read the whole. */
export const correctionLines = (
  corrections: readonly Correction[],
  { whole, me, mayEdit }: { whole: boolean; me: number | null; mayEdit: boolean },
): CorrectionLine[] =>
  corrections
    .filter(({ part, agreed }) => whole || (part === 'public' && agreed === true))
    .map(each => ({
      id: each.id,
      head: headOf(each),
      lines: paragraphs(each.words),
      maySettle: mayEdit && each.agreed === null && each.madeBy !== me,
    }))

export interface NoteLine {
  head: string
  lines: string[]
  /** What had been decided before it was opened again. */
  before: { term: string; text: string }[]
}

export const noteLine = ({ kind, madeOn, role, reason, verdict }: Note): NoteLine => ({
  head: `${kind === 'reopened' ? 'Opened again' : 'Sent back'} on ${dayWords(madeOn)} by the ${roleWords(role)}`,
  lines: paragraphs(reason),
  before: verdict
    ? [
        {
          term: 'Had been decided',
          text: `${dayWords(verdict.decidedOn)}, by the ${roleWords(verdict.decidedByRole)}`,
        },
        { term: 'Chosen then', text: verdict.chosen },
        { term: 'Reason then', text: verdict.reason },
        { term: 'In public words then', text: verdict.publicPart || 'None' },
        ...verdict.corrections.map(each => ({ term: headOf(each), text: each.words })),
      ]
    : [],
})

export type SmallForms = Record<'back' | 'drop' | 'correct' | 'reopen', Small>

export const smallForms = (typed?: Typed): SmallForms => ({
  back: small('back', ['reason'], typed),
  drop: small('drop', ['reason'], typed),
  correct: small('correct', ['part', 'words'], typed),
  reopen: small('reopen', ['reason'], typed),
})
