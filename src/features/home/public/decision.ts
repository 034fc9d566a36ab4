import { dayWords } from '../../../lib/dates.ts'
import type { Pack } from '../../../platform/pack.ts'
import type { Builder, NewReleasable } from '../../releases/index.ts'
import * as queries from './queries.ts'

/** The public part of decisions that were made: nothing else of them is read here. */
export const decisionBuilder = (pack: Pack): Builder => ({
  kind: 'decision',
  title: 'Decisions',
  choices: async db =>
    (await queries.decided(db)).map(({ id, reference, question, decidedOn }) => ({
      key: `decision/${id}`,
      title: question,
      hint: `${reference}, decided on ${dayWords(decidedOn)}`,
    })),
  build: async (db, key) => {
    const found = (await queries.decided(db)).find(({ id }) => `decision/${id}` === key)
    return found && item(found, pack)
  },
})

const item = (decision: queries.Decided, pack: Pack): NewReleasable => ({
  key: `decision/${decision.id}`,
  kind: 'decision',
  title: decision.question,
  summary: `Decided on ${dayWords(decision.decidedOn)}. Reference ${decision.reference}.`,
  period: `Decided on ${dayWords(decision.decidedOn)}`,
  places: decision.places,
  areas: decision.areas,
  outcomes: decision.outcomes,
  text: textOf(decision),
  sources: [{ title: `Decision ${decision.reference}`, custodian: pack.unit, asAt: decision.decidedOn }],
  licence: 'Open Government Licence v3.0',
  because: [`decision/${decision.id}`],
})

/** The public words as they were decided; what was corrected since stands beside them. */
const textOf = ({ publicPart, corrections }: queries.Decided): string =>
  [publicPart, ...corrections.map(({ on, words }) => `Corrected on ${dayWords(on)}: ${words}`)].join('\n\n')
