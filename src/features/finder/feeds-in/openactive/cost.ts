// What offers of OpenActive ask, as what somebody who knows nobody there will be asked. Pure.
import { askAboutCost } from '../../cost.ts'
import { first, number, type Part, parts, type Say, words } from '../values.ts'

interface Offer {
  name: string
  price: number
}

const forMeals = /free school meals?|\bfsm\b|\bhaf\b/i
/** A word that says it is for those the finder is for first. */
const youngWords = /\b(junior|child|children|kid|kids|young|youth|teen|teens|student|school)\b/i
/** Words of what not everybody who is young has or is: to be free to them is not to be free. */
const condition =
  /\b(adult|carer|concession|member|membership|parent|sibling|spectator|staff|volunteer|disab|benefit|card|pass|trial|taster|pre-?school)/i
const agesShape = /\b(\d{1,2}) ?(?:to|-|–) ?(\d{1,2})\b/
const underShape = /\b(?:under|u)[ -]?(\d{1,2})/i
const overShape = /\b(\d{1,2})(?:\+| and over| or over)/i
const [youngest, oldest] = [8, 24]

/** The ages an offer's name says, if it says any. */
function agesIn(name: string): [from: number, to: number] | undefined {
  const [, from, to] = agesShape.exec(name) ?? []
  if (from !== undefined) return [Number(from), Number(to)]
  const under = underShape.exec(name)?.[1]
  if (under !== undefined) return [0, Number(under) - 1]
  const over = overShape.exec(name)?.[1]
  return over === undefined ? undefined : [Number(over), 120]
}

function isForYoung({ name }: Offer): boolean {
  const said = agesIn(name)
  if (condition.test(name)) return false
  return said ? said[0] <= oldest && said[1] >= youngest : youngWords.test(name)
}

/** Some who are young pay nothing, and no other who is young is asked for anything. */
const isFreeToYoung = (free: readonly Offer[], paid: readonly Offer[]): boolean =>
  free.some(isForYoung) && !paid.some(isForYoung)

/**
 * Free where nobody is asked for anything, or the young are not. Where only some are (a member, a carer, the very small) it has its price: whoever sets out in
 * the belief that it is free is turned away at the door.
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
    return { kind: 'paid' as const, pence: null, words: askAboutCost }
  }
  const pence = Math.round(least * 100)
  if (free.some(({ name }) => forMeals.test(name))) return { kind: 'free-school-meals' as const, pence, words: named }
  if (isFreeToYoung(free, paid)) return { kind: 'free' as const, words: named }
  if (free.length === 0) return { kind: 'paid' as const, pence, words: named }
  say('offers', 'Free for some and not for all: shown with its price')
  return { kind: 'paid' as const, pence, words: `Free for some: ${named}`.slice(0, 200) }
}
