import type { Db } from '../../../../platform/db.ts'
import type { Actor } from '../../../../platform/http.ts'
import { allows, type Duty, proposals } from '../../../people/index.ts'

/** Changes of help lines that wait for somebody else than who asked for them. */
export async function helpDuties(db: Db, actor: Actor): Promise<Duty[]> {
  if (!allows(actor, 'help-links.edit')) return []
  const waiting = await proposals.waitingOf(db, 'help-line', actor.email)
  return waiting.map(({ object, madeOn }) => ({
    kind: 'Help lines',
    title: `Read a change of the help line “${object.slice('help-line/'.length)}”, and approve it or send it back`,
    href: `/help-lines/${object.slice('help-line/'.length)}`,
    note: 'The public sees what stood before until then',
    owner: 'Officers and administrators',
    dueOn: null,
    since: madeOn,
  }))
}
