import type { Db } from '../../../platform/db.ts'
import type { Builder, Choice, NewReleasable } from '../../releases/index.ts'
import * as queries from './queries.ts'
import { isInForce } from './rules.ts'
import type { Fact } from './schemas.ts'
import { factWords } from './words.ts'

const idOf = (key: string): number => Number(/^fact\/(\d{1,9})$/.exec(key)?.[1] ?? Number.NaN)

/** Facts in force on the day can be released; one that is not is not there to be chosen or built. */
export function factBuilder(today: () => string): Builder {
  return {
    kind: 'fact',
    title: 'Facts',
    choices: async db => (await queries.list(db)).filter(fact => isInForce(fact, today())).map(choiceOf),
    build: async (db, key) => {
      const fact = await find(db, key)
      return fact && isInForce(fact, today()) ? releasable(fact) : undefined
    },
  }
}

async function find(db: Db, key: string): Promise<Fact | undefined> {
  const id = idOf(key)
  return Number.isNaN(id) ? undefined : queries.find(db, id)
}

const choiceOf = (fact: Fact): Choice => ({
  key: `fact/${fact.id}`,
  title: factWords(fact).sentence,
  ...(fact.caution && { hint: fact.caution }),
})

const releasable = (fact: Fact): NewReleasable => {
  const words = factWords(fact)
  return {
    key: `fact/${fact.id}`,
    kind: 'fact',
    title: words.statement,
    summary: words.sentence,
    period: words.period,
    text: [words.sentence, fact.definition, fact.method, fact.caution && `Take care: ${fact.caution}`]
      .filter(Boolean)
      .join('\n\n'),
    sources: [
      {
        title: words.source,
        custodian: fact.source,
        ...(fact.sourceAddress && { href: fact.sourceAddress }),
        ...(fact.checkedOn && { asAt: fact.checkedOn }),
      },
    ],
    licence: fact.licence || 'Not recorded: quote it with its source',
    extra: { fact: fact.id, value: words.value, where: words.where, interval: words.interval },
    because: [`fact/${fact.id}`],
  }
}
