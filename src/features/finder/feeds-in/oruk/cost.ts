import { askAboutCost } from '../../cost.ts'
import { number, type Part, parts, type Say, words } from '../values.ts'

/** What it costs. Nothing said is not free. */
export function costOf(from: Part, say: Say) {
  const options = parts(from.cost_options)
  const amounts = options.flatMap(option => number(option.amount, { say, field: 'cost' }) ?? [])
  const said = [words(from.fees_description, 200), words(from.fees, 200), ...options.map(option => wordsOf(option))]
  const text = said.find(each => each !== '' && !/^free\.?$/i.test(each)) ?? ''
  const least = amounts.length > 0 ? Math.min(...amounts) : undefined
  if (least !== undefined && (least < 0 || least > 10_000)) say('cost', `${least} is no price: left out`)
  else if (least === 0 || (least === undefined && isFree(from, said))) return { kind: 'free' as const, words: text }
  else if (least !== undefined) return { kind: 'paid' as const, pence: Math.round(least * 100), words: text }
  if (text === '') say('cost', 'Not said: shown as “ask about the cost”')
  return { kind: 'paid' as const, pence: null, words: text || askAboutCost }
}

const wordsOf = (option: Part): string =>
  [words(option.option, 80), words(option.amount_description, 100)].filter(Boolean).join(', ')

const isFree = (from: Part, said: readonly string[]): boolean =>
  from.free === true || said.some(each => /^(this (service )?is )?free( of charge)?\.?$/i.test(each))
