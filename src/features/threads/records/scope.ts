import type { Actor } from '../../../platform/http.ts'
import { type Sql, sql } from '../../../platform/sql.ts'
import { kinds, permits } from '../../people/index.ts'

/** What the matrix asks of a record, asked of its line in the database. A condition that is not here is asked of a yes or no among its facts. */
const conditions: { [word: string]: (actor: Actor) => Sql } = {
  scope: ({ places }) => sql`(r.places && ${places}::text[] or coalesce(r.facts->'places', '[]') ?| ${places}::text[])`,
  own: ({ accountId, organisation }) => sql`(coalesce((r.facts->>'ownerId')::integer, r.owner_id) = ${accountId}
    or coalesce(r.facts->>'organisation', r.organisation) = ${organisation})`,
  'own-organisation': ({ organisation }) => sql`coalesce(r.facts->>'organisation', r.organisation) = ${organisation}`,
  'own-panel': actor => listed(actor, 'panel'),
  panel: actor => listed(actor, 'panel'),
  assigned: actor => listed(actor, 'assigned'),
  invited: ({ organisation }) => sql`coalesce(r.facts->'invited', '[]') ? ${organisation ?? ''}`,
  duty: ({ flags }) => sql`${flags.includes('incident-duty')}::boolean`,
}

const listed = ({ accountId }: Actor, fact: string): Sql =>
  sql`coalesce(r.facts->${fact}::text, '[]') @> ${JSON.stringify([accountId])}::jsonb`

const condition = (actor: Actor, word: string): Sql =>
  conditions[word]?.(actor) ?? sql`coalesce(r.facts->>${word}::text, '') = 'true'`

/**
 * The lines of `records r` a person may see, as a condition of a query: the permission matrix in the words of the database, so that a list
 * that takes the newest thousand takes the newest thousand of theirs. Whoever shows them asks `visible` as well: that is the one question.
 */
export function readable(actor: Actor): Sql {
  const shares = new Map<string, { kinds: string[]; when: readonly string[] }>()
  for (const kind of kinds)
    for (const { when } of permits(actor, kind).filter(permit => permit.verb === 'view')) {
      const share = shares.get(when.join('+')) ?? { kinds: [], when }
      shares.set(when.join('+'), { ...share, kinds: [...share.kinds, kind] })
    }
  const opened = sql`r.kind = any (${actor.role === 'administrator' ? actor.glass : []}::text[])`
  const any = [...shares.values()].reduce(
    (before, share) => sql`${before} or (r.kind = any (${share.kinds}::text[])${all(actor, share.when)})`,
    opened,
  )
  return sql`(${any})`
}

const all = (actor: Actor, words: readonly string[]): Sql =>
  words.reduce((before, word) => sql`${before} and ${condition(actor, word)}`, sql``)
