// What the blocks of a document say today. Readings hold what every reader of findings may see; a finding is shown to who may see it.
import type { Db } from '../../../platform/db.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { openEvidence, type Store } from '../../evidence/index.ts'
import { decide } from '../../people/index.ts'
import { choicesOf } from '../../threads/index.ts'
import { ask, opens as opensView } from '../analyses/asking.ts'
import { type Looking, viewOf } from '../analyses/view.ts'
import * as findings from '../findings/queries.ts'
import { type Revised, revisedFindings } from '../findings/read.ts'
import { mayView } from '../findings/rules.ts'
import type { Finding } from '../findings/schemas.ts'
import { officer } from '../rules.ts'
import { countedIn } from './counted.ts'
import { type Change, changeOf, findingSaid } from './of-finding.ts'
import { type Block, type Document, type Drawn, Said } from './schemas.ts'
import { type Saying, template } from './template.ts'

/** A document as it reads today, and what changed behind each of its findings since that was made. */
export interface Live {
  drawn: Drawn
  revised: ReadonlyMap<number, Change>
  /** The data it was drawn from. */
  dataVersion: string
}

interface Drawing {
  rooms: Looking
  store: Store
  actor: Actor
  findings: ReadonlyMap<number, Finding>
  changed: ReadonlyMap<number, Revised>
  revised: Map<number, Change>
}

export async function draw(rooms: Looking, actor: Actor, document: Document): Promise<Live> {
  const store = await openEvidence(rooms.db)
  const blocks = document.chapters.flatMap(chapter => chapter.blocks)
  const findings = await findingsOf(rooms.db, blocks)
  const drawing: Drawing = {
    rooms,
    store,
    actor,
    findings,
    changed: findings.size === 0 ? new Map() : await revisedFindings(rooms, [...findings.keys()]),
    revised: new Map(),
  }
  const levels = (await choicesOf(rooms.db)).contextLevel.map(({ code, label }) => ({ code, label }))
  const said = new Map<string, Said>()
  for (const block of blocks) said.set(block.id, await sayOf(drawing, block))
  const chapters = document.chapters.map(({ id, title, asks, blocks }) => ({
    id,
    title,
    asks,
    blocks: blocks.flatMap(block => said.get(block.id) ?? []),
  }))
  return { drawn: { levels, chapters }, revised: drawing.revised, dataVersion: store.version }
}

async function findingsOf(db: Db, blocks: readonly Block[]): Promise<Map<number, Finding>> {
  const wanted = new Set(blocks.flatMap(block => (block.kind === 'finding' ? block.finding : [])))
  const all = wanted.size === 0 ? [] : await findings.list(db)
  return new Map(all.filter(finding => wanted.has(finding.id)).map(finding => [finding.id, finding]))
}

async function sayOf(drawing: Drawing, block: Block): Promise<Said> {
  if (block.kind === 'text') return Said.parse({ ...block, words: block.text })
  if (block.kind === 'finding') return findingBlock(drawing, block)
  if (block.kind === 'view') return viewSaid(drawing.rooms, drawing.actor, block)
  return Said.parse({ ...block, title: titles[block.kind] })
}

const titles = { factors: 'Risk and protective factors', silent: 'What nothing here speaks of' } as const

async function findingBlock(
  { rooms, store, actor, findings, changed, revised }: Drawing,
  { id, kind, finding: wanted }: Block & { kind: 'finding' },
): Promise<Said> {
  const finding = findings.get(wanted)
  if (!finding || !mayView(actor, store, finding))
    return Said.parse({ id, kind, finding: wanted, title: 'A finding', missing: 'This finding is not open to you.' })
  const said = await findingSaid(rooms.db, store, finding)
  const change = changed.get(finding.id)
  if (change) revised.set(finding.id, changeOf(finding, change))
  const missing = finding.status === 'dropped' ? `This finding was dropped: ${finding.droppedReason}` : ''
  return Said.parse({ ...said, id, kind, finding: finding.id, missing })
}

/** What a view says today, to who may read it. */
export async function viewSaid(
  rooms: Looking,
  actor: Actor,
  { id, view, asked, level }: { id: string; view: string; asked: Record<string, string>; level: string | null },
): Promise<Said> {
  const known = viewOf(rooms.views, view)
  const reading = await known?.read(rooms, asked)
  const head = { id, kind: 'view', view, asked, level }
  if (!reading)
    return Said.parse({ ...head, title: known?.title ?? view, missing: 'It has nothing to say with the data loaded.' })
  if (known && !(await opensView(rooms, actor, known, asked, reading.places)))
    return Said.parse({ ...head, title: known.title, missing: notOpen })
  const { statement, figures, svg, table, from, to, source, method, settings, notes, places, title, href } = reading
  const { inside = [] } = reading
  const shown = {
    words: statement,
    figures,
    svg,
    table,
    from,
    to,
    source,
    method,
    settings,
    notes,
    inside,
    places,
    title,
    href,
    counted: countedIn(reading),
  }
  return Said.parse({ ...head, ...shown })
}

const notOpen = 'This view is not open to you.'

/** May this person read the block? A finding keeps its own lock wherever it stands, and a view that of its page. */
export async function opens(rooms: Looking, actor: Actor, { kind, places, view, asked = {}, missing }: Said) {
  if (kind === 'finding') return decide(actor, 'view', 'finding', { places }).allowed
  const known = kind === 'view' && !missing ? viewOf(rooms.views, view ?? '') : undefined
  return known === undefined || opensView(rooms, actor, known, asked, places)
}

/** Which views of the template have something to say with the data loaded, to all who read an assessment of the place, and whether of itself. */
export async function saying(rooms: Looking, place: string): Promise<(view: string) => Saying> {
  const city = place === rooms.pack.city.code
  const said = new Map<string, Saying>([['totals', 'own']])
  const reader = city ? officer : { ...anyone, role: 'borough-lead', places: [place] }
  for (const begun of template.flatMap(part => part.blocks)) {
    const view = 'view' in begun ? viewOf(rooms.views, begun.view) : undefined
    const found = view && view.name !== 'totals' ? await ask(rooms, reader, view, { place }) : undefined
    if (view && found) said.set(view.name, !city && found.reading.places.includes(place) ? 'own' : 'city')
  }
  return view => said.get(view)
}
