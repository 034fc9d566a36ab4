import { createHash } from 'node:crypto'
import { PlainError } from '../../../lib/errors.ts'
import { record } from '../../../platform/audit.ts'
import type { Db } from '../../../platform/db.ts'
import { carried } from '../kinds.ts'
import { some } from './file.ts'
import * as queries from './queries.ts'
import type { Content } from './types.ts'

/** Writes each framework in its own transaction. A file that has not changed since is left as it is. Gives the codes of those written. */
export async function load(db: Db, contents: readonly Content[], by: string): Promise<string[]> {
  const written: string[] = []
  for (const content of contents) if (await loadOne(db, content, by)) written.push(content.code)
  return written
}

async function loadOne(db: Db, content: Content, by: string): Promise<boolean> {
  const checksum = createHash('sha256').update(content.text).digest('hex')
  const held = await queries.held(db, content.code)
  if (held?.checksum === checksum) return false
  const successions = await succeed(db, content)
  if (held) await refuseLoss(db, held, content)
  await db.transaction(async tx => {
    const id = await queries.saveVersion(tx, content, checksum, by)
    await queries.clear(tx, id)
    await queries.saveNodes(tx, id, content.nodes)
    await queries.saveLinks(tx, id, content.links)
    await queries.saveSuccessions(tx, id, successions)
    await queries.saveQuestions(tx, id, content.questions)
    await record(tx, by, held ? 'framework.corrected' : 'framework.loaded', `framework/${content.code}`, {
      items: content.nodes.length,
      links: content.links.length,
      questions: content.questions.length,
      checksum,
    })
  })
  return true
}

// A corrected file of the same version may put words right, never take an item away: records may be tagged with it.
async function refuseLoss(db: Db, held: queries.Held, content: Content): Promise<void> {
  const now = new Set(content.nodes.map(node => node.code))
  const lost = (await queries.codes(db, held.id)).filter(({ code }) => !now.has(code)).map(({ code }) => code)
  if (lost.length > 0)
    throw new PlainError(
      `The framework ${content.code} no longer has ${some(lost)}; records may be tagged with them.`,
      'Put them back, or give the file a new id that says in "replaces" what became of them.',
    )
}

/** What became of each item of the version replaced. An item that records are tagged with must be kept, mapped or ended with a note. */
async function succeed(db: Db, content: Content): Promise<{ from: string; to: string | null; note: string | null }[]> {
  if (!content.replaces) return []
  const before = await queries.held(db, content.replaces)
  if (!before)
    throw new PlainError(
      `The framework ${content.code} replaces "${content.replaces}", which is not loaded.`,
      'Put the file of the framework it replaces beside it, or correct replaces.framework.',
    )
  const old = await queries.codes(db, before.id)
  const oldCodes = new Set(old.map(({ code }) => code))
  const strange = content.map.filter(({ from }) => !oldCodes.has(from)).map(({ from }) => from)
  if (strange.length > 0)
    throw new PlainError(
      `The framework ${content.code}: replaces.map names ${some(strange)}, which ${content.replaces} does not have.`,
      'Correct "from" in replaces.map.',
    )
  const now = new Set(content.nodes.map(node => node.code))
  const mapped = new Set(content.map.map(({ from }) => from))
  const lost = old.filter(({ code, kind }) => carried.has(kind) && !now.has(code) && !mapped.has(code))
  if (lost.length > 0)
    throw new PlainError(
      `The framework ${content.code} does not say in replaces.map what became of ${some(lost.map(({ code }) => code))}.`,
      'Map each to one or more new codes, or give it an empty "to" and a note that says why it ended.',
    )
  return content.map.flatMap(({ from, to, note = null }) =>
    (to.length > 0 ? to : [null]).map(each => ({ from, to: each, note })),
  )
}
