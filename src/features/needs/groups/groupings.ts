// Which measures of a pack count one thing by group, what residents each group is divided by, and what must be known of both: packs/PACK/groupings.json.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { type Pack, packFolder, readPackFile } from '../../../platform/pack.ts'

const Group = z.object({
  id: z.string(),
  name: z.string(),
  /** Code of the measure that counts the group. */
  measure: z.string(),
  /** Codes of the measures of residents that add up to the group; none where there is no such population, and `why`. */
  people: z.array(z.string()).default([]),
  why: z.string().default(''),
  /** Not a group but what is not known of the others: shown apart, never spread over them. */
  unknown: z.boolean().default(false),
})
export type Group = z.output<typeof Group>

export const Grouping = z.object({
  id: z.string(),
  title: z.string(),
  /** Who is counted, in a sentence: "victims of homicide". */
  subject: z.string(),
  characteristic: z.string(),
  /** 'rates' are counts against residents; 'shares' are answers of those who were asked. */
  kind: z.enum(['rates', 'shares']),
  /** Code of the measure of all together. */
  whole: z.string(),
  per: z.number().int().positive(),
  /** Id of the group the others are held against, unless another is asked for. */
  reference: z.string(),
  /** How the group of somebody counted is known. */
  recorded: z.string(),
  /** Who the residents, or those asked, are. */
  people: z.string(),
  groups: z.array(Group).min(2),
  /** Facts of the fact bank that state a rate of one of the groups. */
  stated: z.array(z.object({ group: z.string(), fact: z.string() })).default([]),
})
export type Grouping = z.output<typeof Grouping>

const file = 'groupings.json'
const kept = new WeakMap<object, Grouping[]>()

/** The groupings of a pack; none where it has no such file. */
export function groupingsOf(pack: Pick<Pack, 'id'>): Grouping[] {
  const known = kept.get(pack)
  if (known) return known
  const found = existsSync(join(packFolder(pack.id), file)) ? readPackFile(pack.id, file, z.array(Grouping)) : []
  kept.set(pack, found)
  return found
}
