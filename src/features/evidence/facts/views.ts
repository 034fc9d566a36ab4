import { dayWords, momentWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import { type FieldError, typedText, type Wrong, wrong } from '../../../platform/form.ts'
import { type Found, type List, listView, type Query } from '../../../platform/list.ts'
import { page } from '../../../platform/view.ts'
import type { Beside } from '../../threads/index.ts'
import type { Difference } from './difference.ts'
import type { Edit } from './edit-queries.ts'
import type { Published } from './frame.ts'
import { factsList, type Row } from './list.ts'
import type { Event, InRelease } from './queries.ts'
import { hasGone, isInForce, type State, stateNames, stateOf } from './rules.ts'
import { basisNames, type Fact, type Use, useKinds, useNames } from './schemas.ts'
import { releaseLine, stillWords, type UseLine, useLine } from './uses.ts'
import { type FactWords, factWords, intervalWords, statedWords } from './words.ts'

const listPage = page<{
  title: string
  lead: string
  list: List
  add: string
  crumbs: { text: string; href: string }[]
}>('evidence/facts/pages/facts.njk')

/** What a person may do with facts in general: '' where nothing. */
export const showList = (
  rows: readonly Row[],
  query: Query,
  found: Found<Row>,
  { open, add }: { open: boolean; add: string },
) =>
  listPage({
    title: open ? 'Facts' : 'Fact bank',
    lead: open
      ? 'Figures we stand by today. Each says what period it is for and where it comes from.'
      : 'Every figure we use, kept once: what it counts, for which period, who says so, and when it is looked at again.',
    list: listView(factsList(rows, { open }), query, found),
    add,
    crumbs: [],
  })

export interface May {
  approve: boolean
  renew: boolean
  withdraw: boolean
  supersede: boolean
  use: boolean
  whyNot: string
}

export interface Shown {
  fact: Fact
  release: Published | undefined
  uses: readonly Use[]
  releases: readonly InRelease[]
  history: readonly Event[]
  beside: Beside | null
  successor: Fact | undefined
  may: May
  /** The change that waits, with what it would make different. */
  edit?: (Edit & { difference: Difference[]; may: boolean; why: string }) | undefined
  mayPropose?: boolean
  /** A reader without an account. */
  open: boolean
  today: string
  /** Which form was sent, what was typed in it and what is wrong. */
  typed?: { form: string; values: Record<string, unknown>; errors: FieldError[] } | undefined
}

interface FactPage extends Wrong {
  title: string
  breadcrumbs: { text: string; href: string }[]
  state: string
  inForce: boolean
  gone: string
  usesWords: string
  words: FactWords
  facts: { term: string; text: string; href?: string }[]
  caution: string
  uses: UseLine[]
  pastUses: UseLine[]
  usesHead: string
  /** Has a release ever held it, so that the public is told why it goes? */
  wasPublic: boolean
  useKinds: { value: string; text: string }[]
  history: { words: string; who: string; reason: string }[]
  beside: Beside | null
  may: May
  open: boolean
  href: string
  values: Record<string, string>
  form: string
  edit: { href: string; lines: Difference[]; reason: string; who: string; may: boolean; why: string } | null
  mayPropose: boolean
}
const factPage = page<FactPage>('evidence/facts/pages/fact.njk')

export function show(shown: Shown) {
  const { fact, typed, today } = shown
  const state = stateOf(fact, today)
  const lines = [...shown.releases.map(release => releaseLine(release, state)), ...shown.uses.map(useLine)]
  const now = lines.filter(line => !line.past)
  return factPage({
    title: fact.statement,
    breadcrumbs: [{ text: shown.open ? 'Facts' : 'Fact bank', href: '/facts' }],
    state: stateNames[state],
    inForce: isInForce(fact, today),
    gone: goneWords(fact, state, shown.successor),
    usesWords: stillWords(state, now.length),
    words: factWords(fact),
    facts: termsOf(shown),
    caution: fact.caution,
    uses: now,
    pastUses: lines.filter(line => line.past),
    usesHead: hasGone(state) ? 'Where it was used' : 'Where it is used',
    wasPublic: shown.releases.length > 0,
    useKinds: useKinds.filter(kind => kind !== 'release').map(value => ({ value, text: useNames[value] })),
    history: shown.history.map(eventLine),
    beside: shown.beside,
    may: shown.may,
    open: shown.open,
    href: `/facts/${fact.id}`,
    values: Object.fromEntries(
      ['reviewBy', 'reason', 'publicReason', 'by', 'kind', 'title', 'address'].map(field => [
        field,
        typedText(typed?.values ?? {}, field, field === 'reviewBy' ? (fact.reviewBy ?? '') : ''),
      ]),
    ),
    form: typed?.form ?? '',
    edit: shown.edit ? changeLines(fact, shown.edit) : null,
    mayPropose: shown.mayPropose ?? false,
    ...wrong(typed?.errors),
  })
}

const changeLines = (fact: Fact, edit: NonNullable<Shown['edit']>): NonNullable<FactPage['edit']> => ({
  href: `/facts/${fact.id}/edits/${edit.id}`,
  lines: edit.difference,
  reason: edit.reason,
  who: `${edit.proposer ?? 'By whom is not kept'}, ${dayWords(edit.proposedOn)}`,
  may: edit.may,
  why: edit.why,
})

function goneWords(fact: Fact, state: State, successor: Fact | undefined): string {
  const on = fact.endedOn ? ` on ${dayWords(fact.endedOn)}` : ''
  if (state === 'withdrawn') return `Withdrawn${on}: ${fact.reason}`
  if (state === 'superseded')
    return `Another fact has taken its place${successor ? `, number ${successor.id}: ${factWords(successor).sentence}` : ''} ${fact.reason}`.trim()
  if (state === 'expired')
    return `Its review date, ${dayWords(fact.reviewBy ?? '')}, has passed. It stands on no page and no card until somebody checks it again.`
  return ''
}

function termsOf({ fact, successor, release, open }: Shown): FactPage['facts'] {
  const all: FactPage['facts'] = [
    { term: 'Definition', text: fact.definition },
    { term: 'How sure it is', text: sentence(intervalWords(fact)) },
    { term: 'How it was come by', text: fact.basis === 'not said' ? '' : basisNames[fact.basis] },
    { term: 'Method', text: fact.method },
    { term: 'Stated in', text: statedWords(fact) },
    { term: 'Source address', text: fact.sourceAddress ?? '', ...(fact.sourceAddress && { href: fact.sourceAddress }) },
    { term: 'Licence', text: fact.licence || (open ? '' : 'Not recorded') },
    { term: 'Period', text: fact.periodStated ? '' : 'The document gives no period: never quote it as of today.' },
    { term: 'Checked', text: fact.checkedOn ? dayWords(fact.checkedOn) : '' },
    { term: 'Review by', text: fact.reviewBy && !open ? dayWords(fact.reviewBy) : '' },
    {
      term: 'Taken over by',
      text: successor ? successor.statement : '',
      ...(successor && { href: `/facts/${successor.id}` }),
    },
    {
      term: 'Published in',
      text: release ? `${release.releaseTitle}, ${dayWords(release.publishedOn)}` : '',
      ...(release && { href: `/publications/${release.slug}` }),
    },
  ]
  return all.filter(each => each.text !== '')
}

const deeds: Record<string, string> = {
  'fact.proposed': 'Proposed',
  'fact.approved': 'Checked and approved',
  'fact.renewed': 'Checked again',
  'fact.edit-proposed': 'A change was proposed',
  'fact.edited': 'Changed and checked again',
  'fact.edit-declined': 'A change was declined',
  'fact.withdrawn': 'Withdrawn',
  'fact.superseded': 'Superseded',
  'fact.used': 'A use was noted',
  'fact.use-ended': 'Taken out of a place',
}
const eventLine = ({ at, what, who, reason }: Event) => ({
  words: `${deeds[what] ?? what}, ${momentWords(at)}`,
  who,
  reason: reason ?? '',
})
