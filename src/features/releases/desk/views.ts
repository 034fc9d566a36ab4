import { plural } from '../../../lib/words.ts'
import { type Wrong, wrong } from '../../../platform/form.ts'
import { page } from '../../../platform/view.ts'
import type { Choice } from '../contract.ts'
import type { Use } from '../frozen.ts'
import type { Edition } from '../schemas.ts'

const crumb = { text: 'Releases', href: '/releases' }

export interface Group {
  kind: string
  title: string
  note?: string
  choices: readonly Choice[]
}

export interface Preparing {
  groups: readonly Group[]
  search: string
  typed: { title: string; summary: string; correction: string; chosen: readonly string[] }
  errors?: Wrong['errors']
  /** The edition that is put right. */
  correcting?: Edition
}

/** Choices of one kind shown at once: the rest is found by words. */
const mostChoices = 40

const preparePage = page<
  Wrong & {
    title: string
    action: string
    search: string
    typed: Preparing['typed']
    correcting: '' | 'correction' | 'again'
    groups: {
      title: string
      note: string
      items: { value: string; text: string; hint: string; checked: boolean }[]
      more: string
    }[]
    breadcrumbs: { text: string; href?: string }[]
  }
>('releases/pages/prepare.njk')

export function prepare({ groups, search, typed, errors = [], correcting }: Preparing) {
  return preparePage({
    ...wrong(errors),
    title: titleOf(correcting),
    action: correcting ? `/releases/${correcting.id}/correct` : '/releases',
    search,
    typed,
    correcting: correcting ? (correcting.state === 'withdrawn' ? 'again' : 'correction') : '',
    groups: [...groups, ...leftOver(groups, typed.chosen)].map(group => groupView(group, search, typed.chosen)),
    breadcrumbs: [crumb, { text: correcting ? 'Correct' : 'Prepare' }],
  })
}

function titleOf(correcting: Edition | undefined): string {
  if (!correcting) return 'Prepare a release'
  return correcting.state === 'withdrawn' ? `Prepare again: ${correcting.title}` : `Correct: ${correcting.title}`
}

/** What was chosen before and is not offered now stays in sight, so that it is not left out unseen. */
function leftOver(groups: readonly Group[], chosen: readonly string[]): Group[] {
  const offered = new Set(groups.flatMap(({ choices }) => choices.flatMap(({ key, keys = [] }) => [key, ...keys])))
  const choices = chosen.filter(key => !offered.has(key)).map(key => ({ key, title: key }))
  return choices.length > 0 ? [{ kind: 'before', title: 'In the edition before', choices }] : []
}

function groupView({ title, note = '', choices }: Group, search: string, chosen: readonly string[]) {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const fits = (choice: Choice) =>
    words.every(word => `${choice.title} ${choice.hint ?? ''}`.toLowerCase().includes(word))
  const ordered = [
    ...choices.filter(({ key }) => chosen.includes(key)),
    ...choices.filter(choice => !chosen.includes(choice.key) && fits(choice)),
  ]
  const shown = ordered.slice(0, Math.max(mostChoices, chosen.length))
  return {
    title,
    note,
    items: shown.map(({ key, title: text, hint, keys }) => ({
      value: key,
      text,
      hint: hint ?? (keys ? plural(keys.length, 'item') : ''),
      checked: chosen.includes(key),
    })),
    more: ordered.length > shown.length ? `${ordered.length - shown.length} more: find them by words above.` : '',
  }
}

const askPage = page<
  Wrong & {
    title: string
    text: string
    facts: { term: string; text: string }[]
    action: string
    field: { label: string; hint: string; value: string } | null
    button: string
    warning: boolean
    cancel: string
    uses: { title: string; href: string }[]
    breadcrumbs: { text: string; href?: string }[]
  }
>('releases/pages/ask.njk')

export interface Asking {
  title: string
  text: string
  path: string
  button: string
  warning?: boolean
  field?: { label: string; hint: string; value: string }
  facts?: { term: string; text: string }[]
  uses?: readonly Use[]
  errors?: Wrong['errors']
  /** Where "keep it as it is" leads: the public page for those who do not see working pages. */
  cancel?: string
}

export const ask = (
  edition: Edition,
  { path, field, facts = [], uses = [], errors = [], warning = false, cancel, ...rest }: Asking,
) =>
  askPage({
    ...wrong(errors),
    ...rest,
    facts,
    warning,
    field: field ?? null,
    action: `/releases/${edition.id}/${path}`,
    cancel: cancel ?? `/releases/${edition.id}`,
    uses: uses.map(({ title, href }) => ({ title, href })),
    breadcrumbs: [{ text: 'Back to the release', href: cancel ?? `/releases/${edition.id}` }],
  })
