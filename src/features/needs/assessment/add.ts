// What can be put into a chapter: a finding, a view, a text, or one of the parts that are made of the rest.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type FieldError, readForm } from '../../../platform/form.ts'
import type { Actor } from '../../../platform/http.ts'
import { openEvidence } from '../../evidence/index.ts'
import { choicesOf } from '../../threads/index.ts'
import { ask } from '../analyses/asking.ts'
import { unknownIn } from '../analyses/unknown.ts'
import { type Looking, type View, viewOf } from '../analyses/view.ts'
import { topicOf } from '../findings/about.ts'
import * as findings from '../findings/queries.ts'
import { mayView, subjectOf } from '../findings/rules.ts'
import { officer } from '../rules.ts'
import type { Rooms } from '../signals/ask.ts'
import { spotOf } from '../when/queries.ts'
import { draw } from './draw.ts'
import * as queries from './queries.ts'
import type { NewBlock } from './rules.ts'
import { type Assessment, type Document, TextForm } from './schemas.ts'
import { keptBackIn, refusalOf, tellingIn } from './telling.ts'

export interface Offered {
  findings: { id: number; title: string; statement: string; state: string }[]
  views: { name: string; title: string; question: string }[]
  levels: readonly { code: string; label: string }[]
  place: string
}

/** The findings this person sees of the place or the whole city, newest first, and every view. */
export async function offered({ db, views }: Looking, req: FastifyRequest, { place }: Assessment): Promise<Offered> {
  const store = await openEvidence(db)
  const fits = (codes: readonly string[]) => place.kind === 'city' || codes.includes(place.code)
  const mine = (await findings.list(db)).filter(
    finding =>
      finding.status !== 'dropped' && fits(subjectOf(finding).places ?? []) && mayView(req.actor, store, finding),
  )
  return {
    findings: mine.map(finding => ({
      id: finding.id,
      title: topicOf(finding.evidence),
      statement: finding.statement.split('\n')[0] ?? '',
      state: finding.status,
    })),
    views: views.map(({ name, title, question }) => ({ name, title, question })),
    levels: (await choicesOf(db)).contextLevel,
    place: place.code,
  }
}

/** Why a text cannot stand in this document: it tells a number its readers are not shown. Undefined where it tells none. */
export async function toldIn(rooms: Looking, document: Document, text: string): Promise<string | undefined> {
  if (!/\p{Lu}/u.test(text)) return undefined
  const { drawn } = await draw(rooms, officer, document)
  return refusalOf(tellingIn(text, { keptBack: keptBackIn(drawn), small: await queries.smallPlaces(rooms.db) }))
}

type Made = { ok: true; block: NewBlock; words: string } | { ok: false; errors: FieldError[] }

const Kind = z.object({ kind: z.enum(['finding', 'view', 'text', 'factors', 'silent']).catch('text') })

/** What was chosen, as a block; or what is wrong with it. */
export async function newBlock(
  rooms: Looking,
  actor: Actor,
  { offers, document }: { offers: Offered; document: Document },
  body: unknown,
): Promise<Made> {
  const { kind } = Kind.parse(body)
  if (kind === 'finding') return chosenFinding(offers, body)
  if (kind === 'view') return chosenView(rooms, actor, offers, body)
  if (kind === 'text') return written(rooms, offers, document, body)
  return { ok: true, block: { kind }, words: kind === 'factors' ? 'the risk and protective factors' : 'what is silent' }
}

const wrong = (field: string, text: string): Made => ({ ok: false, errors: [{ field, text }] })

function chosenFinding({ findings }: Offered, body: unknown): Made {
  const wanted = z.object({ finding: z.coerce.number().catch(0) }).parse(body).finding
  const found = findings.find(({ id }) => id === wanted)
  if (!found) return wrong('finding', 'Choose a finding')
  return { ok: true, block: { kind: 'finding', finding: found.id }, words: `the finding “${found.title}”` }
}

const ViewForm = z.object({
  view: z.string().max(60).catch(''),
  address: z.string().trim().max(2_000).catch(''),
  level: z.string().max(100).catch(''),
})

const elsewhere = 'In the assessment of a borough stand views of that borough and of the whole city'

async function chosenView(rooms: Looking, actor: Actor, offers: Offered, body: unknown): Promise<Made> {
  const { levels, place } = offers
  const { view, address, level } = ViewForm.parse(body)
  const asked = address ? fromAddress(rooms.views, address) : { view, asked: view === 'totals' ? { place } : {} }
  const found = viewOf(rooms.views, asked?.view ?? '')
  if (!asked || !found)
    return address
      ? wrong('address', 'Enter the address of one of the ways of looking, such as /analyses/totals')
      : wrong('view', 'Choose a view, or enter the address of its page')
  const field = address ? 'address' : 'view'
  const said = await ask(rooms, actor, found, asked.asked)
  if (!said) return wrong(field, 'That view has nothing to say with the data loaded, or is not open to you')
  const [unknown] = address ? unknownIn(asked.asked, said.reading.href) : []
  if (unknown) return wrong(field, `${unknown} Look at the page, and copy its address from there.`)
  if (!(await fitsIn(rooms, place, said.reading.places))) return wrong(field, elsewhere)
  const block = { kind: 'view' as const, view: found.name, asked: said.asked, level: levelIn(levels, level) }
  return { ok: true, block, words: `“${said.reading.title}”` }
}

/** Is what a view is about in the place of the assessment, or the whole city? */
async function fitsIn({ db, pack }: Rooms, place: string, codes: readonly string[]): Promise<boolean> {
  if (place === pack.city.code || codes.includes(pack.city.code)) return true
  const spots = await Promise.all(codes.map(code => spotOf(db, code)))
  return spots.every(spot => spot?.code === place || spot?.boroughCode === place)
}

/** The view of an address, with the words after it, as somebody copies it from their browser. */
export function fromAddress(
  views: readonly View[],
  address: string,
): { view: string; asked: Record<string, string> } | undefined {
  const [path = '', words = ''] = address
    .replace(/^https?:\/\/[^/]+/, '')
    .replace(/#.*$/, '')
    .split('?')
  const view = viewOf(views, path.replace(/\/$/, '').split('/').at(-1) ?? '')
  if (!view || view.path !== path.replace(/\/$/, '')) return undefined
  const asked = [...new URLSearchParams(words)].slice(0, 30).filter(([, value]) => value !== '' && value.length <= 200)
  return { view: view.name, asked: Object.fromEntries(asked) }
}

const levelIn = (levels: Offered['levels'], code: string): string | null =>
  levels.some(level => level.code === code) ? code : null

async function written(rooms: Looking, { levels }: Offered, document: Document, body: unknown): Promise<Made> {
  const form = readForm(TextForm(rooms.today()), body)
  if (!form.ok) return { ok: false, errors: form.errors }
  const { text, level } = form.data
  const told = await toldIn(rooms, document, text)
  if (told) return wrong('text', told)
  return { ok: true, block: { kind: 'text', text, level: levelIn(levels, level) }, words: 'a text' }
}
