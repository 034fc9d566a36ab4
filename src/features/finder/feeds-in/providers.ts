// Who runs what a feed brings: as the feed names them, else the feed itself.
import type { Db } from '../../../platform/db.ts'
import * as organisations from '../../organisations/index.ts'
import { isPersonal } from '../../organisations/index.ts'
import type { Taking } from './crawling.ts'
import { type Provider, Unfit } from './mapped.ts'
import { withoutMailboxes } from './strip.ts'

const refOf = ({ ref }: Provider): string => ref.slice(0, 300)

/** Their ids, in the order given. Whoever nobody has heard of yet is entered. */
export async function providersOf(tx: Db, taking: Taking, all: readonly Provider[]): Promise<string[]> {
  const { source, providers } = taking
  const unknown = new Map(all.filter(one => !providers.has(refOf(one))).map(one => [refOf(one), one]))
  if (unknown.size > 0) {
    const found = await organisations.findAllBySource(tx, source.id, [...unknown.keys()])
    for (const { sourceRef, id } of found) providers.set(sourceRef ?? '', id)
    for (const [ref, one] of unknown) if (!providers.has(ref)) providers.set(ref, await enter(tx, taking, one))
  }
  return all.map(one => providers.get(refOf(one)) ?? '')
}

async function enter(tx: Db, { source, by }: Taking, provider: Provider): Promise<string> {
  const ref = refOf(provider)
  const kept = await organisations.enter(tx, {
    name: ref === '' ? source.name : provider.name,
    description: ref === '' ? '' : withoutMailboxes(provider.description),
    website: provider.website || null,
    email: isPersonal(provider.email) ? null : provider.email || null,
    phone: provider.phone || null,
    by,
    source: { id: source.id, ref },
  })
  if (!kept.ok) throw new Unfit(kept.errors.map(({ text }) => text).join('. '))
  return kept.organisation.id
}
