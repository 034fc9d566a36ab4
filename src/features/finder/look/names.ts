import type { Results } from '../question.ts'
import { hasKey, type Tongue } from './words/index.ts'

/** What a value of a filter is called: in the finder's own words, else in those search has for it. */
export function nameOf(t: Tongue, { facets }: Pick<Results, 'facets'>, facet: string, value: string): string {
  const key = `${facet}.${value}`
  if (hasKey(key)) return t.say(key)
  return facets[facet]?.find(one => one.value === value)?.text ?? value.replaceAll('-', ' ')
}
