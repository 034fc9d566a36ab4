// Counts beside the results, with words for each.
import { activityOf, themeOf } from '../activities.ts'
import type { Results } from '../question.ts'
import type { Count } from './search.ts'

const fixed: Readonly<Record<string, string>> = {
  'kind activity': 'Things to do',
  'kind work': 'Work and training',
  'kind support': 'Get help',
  'kind network': 'Groups and networks',
  'free true': 'Free',
  'free false': 'Costs something',
  'online true': 'Online',
  'online false': 'In person',
  'food true': 'Food is part of it',
  'gender all': 'Everyone',
  'gender girls': 'Girls',
  'gender boys': 'Boys',
  'gender women': 'Women',
  'gender men': 'Men',
  'gender trans-and-non-binary': 'Trans and non-binary people',
  'access step-free': 'Step-free',
  'access accessible-toilet': 'Accessible toilet',
  'access changing-place': 'Changing Places toilet',
  'access hoist': 'Hoist',
  'access quiet-space': 'Quiet space',
  'access bsl': 'British Sign Language',
  'access hearing-loop': 'Hearing loop',
  'access one-to-one': 'One-to-one support',
  'access send': 'Welcomes SEND',
  'access carer-free': 'Carer comes free',
}

const languageNames = new Intl.DisplayNames('en-GB', { type: 'language' })

/** Words for a value beside results: 'Step-free', 'Polish'. */
export function valueWords(facet: string, value: string): string {
  if (facet === 'activity') return activityOf(value)?.label ?? value.replace(/-/g, ' ')
  if (facet === 'theme') return themeOf(value)?.label ?? value.replace(/-/g, ' ')
  if (facet === 'language') return languageNames.of(value) ?? value
  return fixed[`${facet} ${value}`] ?? value
}

/** By facet, the most first. */
export function facetsOf(counts: readonly Count[]): Results['facets'] {
  const facets: Record<string, { value: string; text: string; count: number }[]> = {}
  const sorted = [...counts].sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
  for (const { facet, value, count } of sorted) {
    facets[facet] ??= []
    facets[facet].push({ value, text: valueWords(facet, value), count })
  }
  return facets
}
