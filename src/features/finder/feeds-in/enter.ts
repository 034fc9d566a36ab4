// Enters items of a feed in the transaction that is open: what is there is read once for all of them, and what differs is written in a few statements.
import type { Db } from '../../../platform/db.ts'
import { enterApproved } from '../entries/approved.ts'
import { offer } from '../entries/beside.ts'
import { changeAll, enterAll, type Standing, standing, turnAll, type Writing } from '../entries/many.ts'
import { holdAll } from '../entries/many-queries.ts'
import type { Taking } from './crawling.ts'
import { type Step, stepOf } from './decide.ts'
import type { Item } from './mapped.ts'
import { providersOf } from './providers.ts'
import type { Counts } from './schemas.ts'

/** An item, no two of one name, with the borough it stands in. */
export interface Coming {
  item: Item
  boroughId: number | null
}

export interface Done {
  /** What became of each, by its name in the feed. */
  ids: ReadonlyMap<string, string>
  counts: Partial<Counts>
  /** Entries of which search has to be told. */
  moved: readonly string[]
}

interface Deed extends Coming {
  step: Step
}

export async function enter(tx: Db, taking: Taking, coming: readonly Coming[]): Promise<Done> {
  const deeds = await decided(tx, taking, coming)
  const of = (...whats: Step['what'][]) => deeds.filter(({ step }) => whats.includes(step.what))
  const ids = new Map(deeds.flatMap(({ item, step: { at } }) => (at ? [[item.ref, at.entry.id] as const] : [])))
  const brought = [...(await enterNew(tx, taking, of('new'))), ...(await change(tx, taking, of('changed')))]
  for (const [ref, id] of brought) ids.set(ref, id)
  for (const one of of('above', 'offered')) await enterOne(tx, taking, one)
  const turns = deeds.flatMap(({ step: { turn } }) => turn ?? [])
  const turnedIds = await turnAll(tx, taking.by, turns)
  const above = of('above').map(({ item }) => ids.get(item.ref) ?? '')
  return { ids, counts: countsOf(deeds), moved: [...new Set([...brought.map(([, id]) => id), ...above, ...turnedIds])] }
}

const countsOf = (deeds: readonly Deed[]): Partial<Counts> => ({
  entered: deeds.filter(({ step }) => step.what === 'new').length,
  changed: deeds.filter(({ item, step }) => item.state === 'on' && !['new', 'same'].includes(step.what)).length,
  withdrawn: deeds.filter(({ item, step }) => item.state !== 'on' && step.turn).length,
})

/** What says what it said before is found out without holding anybody up; the rest is looked at once more when it is held. */
async function decided(tx: Db, taking: Taking, coming: readonly Coming[]): Promise<Deed[]> {
  const decide = (some: readonly Coming[], there: ReadonlyMap<string, Standing>): Deed[] =>
    some.map(one => ({ ...one, step: stepOf(taking, one.item, there.get(one.item.ref)) }))
  const first = decide(coming, await read(tx, taking, coming))
  const differing = first.filter(({ step }) => step.at && step.what !== 'same')
  if (differing.length === 0) return first
  await holdAll(
    tx,
    differing.flatMap(({ step }) => step.at?.entry.id ?? []),
  )
  const again = decide(differing, await read(tx, taking, differing))
  return [...first.filter(one => !differing.includes(one)), ...again]
}

const read = (tx: Db, { source, by }: Taking, coming: readonly Coming[]) =>
  standing(
    tx,
    { sourceId: source.id, by },
    coming.map(({ item }) => item.ref),
  )

const writing = ({ source, by, today }: Taking): Writing => ({
  ...{ by, today, source },
  note: `From ${source.name}`.slice(0, 200),
})

type Named = readonly [ref: string, id: string]

async function enterNew(tx: Db, taking: Taking, deeds: readonly Deed[]): Promise<Named[]> {
  const on = deeds.filter(({ item }) => item.state === 'on')
  const providers = await providersOf(
    tx,
    taking,
    on.map(({ item }) => item.provider),
  )
  const news = on.map(({ item, boroughId, step }, i) => {
    return { ref: item.ref, kind: item.kind, organisationId: providers[i] ?? '', boroughId, body: step.body, step }
  })
  const named: Named[] = []
  for (const isApproved of [true, false]) {
    const some = news.filter(({ step }) => step.isApproved === isApproved)
    const rows = some.map(({ step, ...row }) => row)
    const ids = await enterAll(tx, writing(taking), isApproved ? approver(taking) : null, rows)
    named.push(...rows.map(({ ref }, i): Named => [ref, ids[i] ?? '']))
  }
  return named
}

const approver = ({ source }: Taking): string => source.approvedBy ?? ''

async function change(tx: Db, taking: Taking, deeds: readonly Deed[]): Promise<Named[]> {
  const changes = deeds.flatMap(({ step: { at, body } }) => (at ? [{ entry: at.entry, body }] : []))
  await changeAll(tx, writing(taking), approver(taking), changes)
  return changes.map(({ entry }): Named => [entry.sourceRef ?? '', entry.id])
}

/** Where a person has a say, one after another. */
async function enterOne(tx: Db, taking: Taking, { item, boroughId, step: { what, at, body } }: Deed): Promise<void> {
  if (!at) return
  const { by, note, today } = writing(taking)
  const { id, organisationId, lastVersion } = at.entry
  if (what === 'offered') return offer(tx, { id, by, body, note, seen: lastVersion })
  const { source } = taking
  const given = { by, note, today, kind: item.kind, organisationId, boroughId, body, licence: source.licence }
  const from = { source: { id: source.id, ref: item.ref }, approvedBy: approver(taking) }
  await enterApproved(tx, { ...given, ...from, later: true })
}
