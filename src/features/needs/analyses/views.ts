import { concentration } from '../concentration/view.ts'
import { healthView } from '../health/reading.ts'
import type { View } from './view.ts'

/** Every analysis there is, in the order people meet them. */
export const views: readonly View[] = [concentration, healthView]

export const viewOf = (name: string): View | undefined => views.find(view => view.name === name)

/** Where a finding is made of a reading: the words of its page's address go along. */
export function findingHref(view: string, href: string): string {
  const asked = new URLSearchParams(href.split('?')[1] ?? '')
  return `/findings/new?${new URLSearchParams([['view', view], ...asked])}`
}
