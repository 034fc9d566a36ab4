import type { Actor } from '../../../platform/http.ts'
import { allows } from '../../people/index.ts'
import type { Reading } from './reading.ts'
import { unknownIn } from './unknown.ts'
import { findingHref } from './view.ts'

/** What can be done with what a page says; empty where this person may not, or there is none. */
export interface Links {
  finding: string
  assessment: string
  csv: string
  method: string
  more: { text: string; href: string }[]
  /** What the address asked for in vain, and what is shown instead. */
  unknown: string[]
}

interface Given {
  /** The query of the address. */
  asked?: unknown
  csv?: string
  /** Says it no more than all who read findings may see, and anything at all? */
  may?: boolean
  more?: Links['more']
}

/** The same row of links under every way of looking. */
export const linksOf = (
  actor: Actor,
  { view, href, method, title }: Pick<Reading, 'view' | 'href' | 'method' | 'title'>,
  { csv = '', may = true, more = [], asked }: Given = {},
): Links => ({
  finding: may && allows(actor, 'findings.create') ? findingHref(view, href) : '',
  assessment: may ? putHref(actor, href) : '',
  csv,
  method,
  more,
  unknown: unknownIn(asked, href).map(words => `${words} Shown instead: ${title}.`),
})

/** Where what a page says is put into an assessment, for those who write one. */
export const putHref = (actor: Actor, href: string): string =>
  allows(actor, 'assessment.edit') ? `/assessment/put?${new URLSearchParams({ address: href })}` : ''

export const noLinks: Links = { finding: '', assessment: '', csv: '', method: '', more: [], unknown: [] }
