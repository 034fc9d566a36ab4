import type { Actor } from '../../../platform/http.ts'
import { allows } from '../../people/index.ts'
import { findingHref } from '../analyses/view.ts'

/** Where a finding is made of what the page says, for those who make findings. */
export const findingFor = (actor: Actor, view: string, href: string): string =>
  allows(actor, 'findings.create') ? findingHref(view, href) : ''
