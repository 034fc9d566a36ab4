// npm run check:relevance: what search finds for the judged set, question by question, worst last.
import { figuresOf, judgedSet, type Outcome, openWorld, outcomeOf } from '../test/relevance.ts'

const line = (one: Outcome) => {
  const shown = one.found.slice(0, 6).map(({ key }) => `${key}${one.grades.has(key) ? `(${one.grades.get(key)})` : ''}`)
  const missed = [...one.grades].filter(
    ([key, grade]) => grade > 1 && !one.found.slice(0, 10).some(hit => hit.key === key),
  )
  return [
    one.kind === 'crisis' ? (one.crisis.length > 0 ? 'help' : 'NONE') : one.ndcg.toFixed(2),
    one.kind,
    [one.query, one.more].filter(Boolean).join(' & '),
    `→ ${shown.join(' ')}`,
    one.corrected ? `[${one.corrected}]` : '',
    one.loosened.length > 0 ? `[let go: ${one.loosened.join(', ')}]` : '',
    missed.length > 0 ? `[missed: ${missed.map(([key]) => key).join(' ')}]` : '',
  ]
    .filter(Boolean)
    .join('  ')
}

const world = await openWorld()
const outcomes: Outcome[] = []
for (const judged of judgedSet()) outcomes.push(await outcomeOf(world, judged))
for (const one of [...outcomes].sort((a, b) => b.ndcg - a.ndcg)) process.stdout.write(`${line(one)}\n`)
const figures = figuresOf(outcomes)
const percent = (n: number) => `${(100 * n).toFixed(1)}%`
process.stdout.write(`
${figures.queries} questions judged
nDCG@10             ${figures.ndcg.toFixed(3)}   at least 0.85
names found first   ${percent(figures.navigational)}  at least 90%
lost by a slip      ${figures.typoLoss.toFixed(3)}   at most 0.05
danger leads to help ${percent(figures.crisis)} 100%
nothing found       ${percent(figures.zero)}    under 5%
`)
await world.store.close()
process.exit(0)
