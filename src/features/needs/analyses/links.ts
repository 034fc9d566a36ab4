import type { Actor } from '../../../platform/http.ts'
import { allows } from '../../people/index.ts'
import type { Reading } from './reading.ts'
import { findingHref } from './view.ts'

/** What can be done with what a page says; empty where this person may not, or there is none. */
export interface Links {
  finding: string
  assessment: string
  csv: string
  method: string
  more: { text: string; href: string }[]
}

interface Given {
  csv?: string
  /** Says it no more than all who read findings may see, and anything at all? */
  may?: boolean
  more?: Links['more']
}

/** The same row of links under every way of looking. */
export const linksOf = (
  actor: Actor,
  { view, href, method }: Pick<Reading, 'view' | 'href' | 'method'>,
  { csv = '', may = true, more = [] }: Given = {},
): Links => ({
  finding: may && allows(actor, 'findings.create') ? findingHref(view, href) : '',
  assessment: may ? putHref(actor, href) : '',
  csv,
  method,
  more,
})

/** Where what a page says is put into an assessment, for those who write one. */
export const putHref = (actor: Actor, href: string): string =>
  allows(actor, 'assessment.edit') ? `/assessment/put?${new URLSearchParams({ address: href })}` : ''

export const noLinks: Links = { finding: '', assessment: '', csv: '', method: '', more: [] }
