// One entry's page: what the public sees, how it stands, its history, and what to do next.
import { type Day, dayWords } from '../../../../lib/dates.ts'
import type { Db } from '../../../../platform/db.ts'
import { type Wrong, wrong } from '../../../../platform/form.ts'
import type { Actor } from '../../../../platform/http.ts'
import { type Small, small, smallErrors, type Typed } from '../../../../platform/small-form.ts'
import { page } from '../../../../platform/view.ts'
import { allows, decide } from '../../../people/index.ts'
import { quality } from '../../care/quality.ts'
import { newest } from '../form/save.ts'
import { publicEntry } from '../public.ts'
import * as queries from '../queries.ts'
import { from, subjectOf } from '../rules.ts'
import {
  type Difference,
  differences,
  kindNames,
  type Line,
  licenceWords,
  linesOf,
  stateNames,
  verdictNames,
} from '../words.ts'
import { mayApprove, shownBody } from './frame.ts'
import { history, type Told, written } from './history.ts'
import { nextSteps, type Step } from './next.ts'

export const deedForms = ['hide', 'show', 'close', 'reopen'] as const
export type DeedForm = (typeof deedForms)[number]

interface EntryPage extends Wrong {
  kicker: string
  title: string
  state: string
  stateWords: string
  next: Step[]
  shownTitle: string
  lines: Line[]
  changes: Difference[]
  href: string
  may: Record<'edit' | 'copy' | DeedForm, boolean>
  forms: Record<DeedForm, Small>
  facts: { label: string; text: string; href: string }[]
  history: Told[]
  version: number
  said: string
  breadcrumbs: { text: string; href: string }[]
}
const entryPage = page<EntryPage>('finder/entries/pages/entry.njk')

export interface Shown {
  actor: Actor
  entry: queries.Entry
  today: Day
  said?: string
  typed?: Typed | undefined
}

/** Whoever answers for an entry takes it away; to put it before the public again is for those who approve. */
export const verbFor = (deed: DeedForm): 'approve' | 'edit' =>
  deed === 'show' || deed === 'reopen' ? 'approve' : 'edit'

export function mayDeed(actor: Actor, entry: queries.Entry, deed: DeedForm): boolean {
  return from[deed].includes(entry.state) && decide(actor, verbFor(deed), 'opportunity', subjectOf(entry)).allowed
}

export async function entryShown(db: Db, { actor, entry, today, said = '', typed }: Shown) {
  const now = await newest(db, entry)
  const show = (body: typeof now.body) => shownBody(actor, entry, body)
  const open = entry.publicVersion === null ? undefined : await queries.version(db, entry.id, entry.publicVersion)
  const seen = (await publicEntry(db, entry.id))?.body
  const mayShow = mayDeed(actor, entry, 'show')
  const waits = now.verdict === 'waiting' && (await mayApprove(db, actor, entry, now.version)).allowed
  return entryPage({
    kicker: `${kindNames[entry.kind]} · ${entry.organisation}${entry.borough ? ` · ${entry.borough}` : ''}`,
    title: now.body.name,
    state: stateNames[entry.state],
    stateWords: stateWords(entry, now),
    next: nextSteps(
      entry,
      now,
      { waits, mayShow, mayReopen: mayDeed(actor, entry, 'reopen'), draftOf: await draftOf(db, actor, entry, now) },
      today,
    ),
    shownTitle: seen ? 'What the public sees' : 'What is written, not public',
    lines: linesOf(seen ?? show(now.body)).filter(line => line.text !== ''),
    changes:
      open && open.version !== now.version && now.verdict !== 'replaced'
        ? differences(show(open.body), show(now.body))
        : [],
    href: `/opportunities/${entry.id}`,
    may: {
      edit: entry.state !== 'merged',
      copy: allows(actor, 'opportunities.create'),
      hide: mayDeed(actor, entry, 'hide'),
      show: mayShow,
      close: mayDeed(actor, entry, 'close'),
      reopen: mayDeed(actor, entry, 'reopen'),
    },
    forms: {
      hide: small('hide', ['reason'], typed),
      show: small('show', ['reason'], typed),
      close: small('close', ['reason'], typed),
      reopen: small('reopen', ['reason'], typed),
    },
    facts: factsOf(entry, quality(now.body).score),
    history: await history(db, entry.id, show, entry.state !== 'merged'),
    version: entry.lastVersion,
    said,
    breadcrumbs: [{ text: 'Opportunities', href: '/opportunities' }],
    ...wrong(),
    errors: typed?.errors ?? [],
    errorSummary: smallErrors(typed),
  })
}

const stateWords = ({ state, stateReason }: queries.Entry, { verdict, reason }: queries.Version): string =>
  [
    state === 'public' || stateReason === '' ? '' : `${stateReason}.`,
    verdict === 'approved' || verdict === 'replaced'
      ? ''
      : `The newest version: ${verdictNames[verdict].toLowerCase()}.`,
    verdict === 'refused' && reason !== '' ? `Why: ${reason}` : '',
  ]
    .filter(Boolean)
    .join(' ')

async function draftOf(db: Db, actor: Actor, entry: queries.Entry, { verdict, madeBy }: queries.Version) {
  const isTheirs = verdict === 'draft' && madeBy.toLowerCase() !== actor.email.toLowerCase()
  if (!isTheirs || !decide(actor, 'approve', 'opportunity', subjectOf(entry)).allowed) return ''
  return (await written(db, entry.id))[0]?.who || 'Who wrote it'
}

const factsOf = (entry: queries.Entry, score: number): EntryPage['facts'] => [
  { label: 'Organisation', text: entry.organisation, href: '' },
  { label: 'Borough', text: entry.borough ?? 'None: the whole city, or online', href: '' },
  { label: 'How much it tells', text: `${score} of 100`, href: `/opportunities/${entry.id}/quality` },
  { label: 'Photo', text: 'See or change it', href: `/opportunities/${entry.id}/photo` },
  { label: 'Last checked', text: entry.checkedOn ? dayWords(entry.checkedOn) : 'Not yet', href: '' },
  { label: 'Look again by', text: entry.reviewOn ? dayWords(entry.reviewOn) : 'No day', href: '' },
  { label: 'Came from', text: entry.sourceId ?? 'Entered here', href: '' },
  { label: 'Licence', text: licenceWords(entry.licence), href: entry.licence },
]
