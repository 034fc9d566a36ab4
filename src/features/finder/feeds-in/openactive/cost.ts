// What offers of OpenActive ask, as what somebody who knows nobody there will be asked. Pure.
import { first, number, type Part, parts, type Say, words } from '../values.ts'

interface Offer {
  name: string
  price: number
}

const forMeals = /free school meals?|\bfsm\b|\bhaf\b/i
/** A word that says it is for those the finder is for first. */
const forYoung = /\b(junior|child|children|kid|young|youth|teen|student|school|under|u)\b|\bu?\d+ ?(to|-|–) ?\d+\b/i

/**
 * Free where nobody is asked for anything, or the young are not. Where only some are (a member, a carer) it has its price: whoever sets out in the belief
 * that it is free is turned away at the door.
 */
export function costOf(data: Part, say: Say) {
  const offers = parts(first(data, 'offers', 'offer')).flatMap((offer): Offer[] => {
    const price = number(offer.price)
    return price !== undefined && price >= 0 && price <= 10_000 ? [{ name: words(offer.name, 60), price }] : []
  })
  const [free, paid] = [offers.filter(({ price }) => price === 0), offers.filter(({ price }) => price > 0)]
  const least = paid.map(({ price }) => price).toSorted((a, b) => a - b)[0]
  const named = [...new Set(offers.map(({ name }) => name))].filter(Boolean).join(', ').slice(0, 200)
  if (data.isAccessibleForFree === true || (free.length > 0 && least === undefined)) return { kind: 'free' as const }
  if (least === undefined) {
    say('offers', 'No price said: shown as “ask about the cost”')
    return { kind: 'paid' as const, pence: null, words: 'Ask about the cost.' }
  }
  const pence = Math.round(least * 100)
  if (free.some(({ name }) => forMeals.test(name))) return { kind: 'free-school-meals' as const, pence, words: named }
  if (free.some(({ name }) => forYoung.test(name))) return { kind: 'free' as const, words: named }
  if (free.length === 0) return { kind: 'paid' as const, pence, words: named }
  say('offers', 'Free for some and not for all: shown with its price')
  return { kind: 'paid' as const, pence, words: `Free for some: ${named}`.slice(0, 200) }
}
