// What nobody said about the cost is unknown: neither free nor paid. Pure.
import type { Body } from './schemas.ts'

/** What an entry says where its publisher says nothing of the cost. */
export const askAboutCost = 'Ask about the cost.'
const asking: ReadonlySet<string> = new Set([askAboutCost, 'Ask what it costs.'])

/** A charge whose size is not said is still a charge; this is when not even that is known. */
export const isCostUnknown = ({ kind, pence, words }: Body['cost']): boolean =>
  kind === 'paid' && pence === null && asking.has(words)
