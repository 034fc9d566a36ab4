// Rows that feed more than one level: a borough's row its borough and the city, a ward's row its ward. Levels are never added to each other.
import type { Duck } from '../../../platform/files/duck.ts'
import type { Grain, ReadContext, State } from '../import/format.ts'
import type { Block } from '../import/stage.ts'
import { placesCovered } from './columns.ts'
import { longBlock } from './long.ts'

export type Level = 'lsoa' | 'ward' | 'borough' | 'city'

/** One place that the rows of a key feed. */
export interface Use {
  key: string
  level: Level
  placeId: number
}

/** The uses as the table `area (key, level, place_id)`. */
export const stageUses = (duck: Duck, uses: readonly Use[]): Promise<void> =>
  duck.fill(
    'area',
    { key: 'varchar', level: 'varchar', place_id: 'integer' },
    uses.map(one => [one.key, one.level, one.placeId]),
  )

export interface LevelSpec {
  uses: readonly Use[]
  levels: readonly Level[]
  grain: Grain
  periods: readonly string[]
  measureIds?: readonly number[]
  states?: Map<string, State>
  keepZero?: boolean
}

/** One block a level out of the table `placed (level, measure_id, place_id, period, amount)`. Levels without a place are left out. */
export async function levelBlocks(duck: Duck, context: ReadContext, spec: LevelSpec): Promise<Block[]> {
  const { uses, levels, ...rest } = spec
  const blocks: Block[] = []
  for (const level of levels) {
    const ids = [...new Set(uses.flatMap(one => (one.level === level ? [one.placeId] : [])))]
    if (ids.length === 0) continue
    const block = await longBlock(duck, level, {
      ...rest,
      label: level,
      cells: `select measure_id, place_id, period, amount from placed where level = '${level}'`,
      placeIds: level === 'city' ? ids : covered(context, level, ids),
    })
    if (block) blocks.push(block)
  }
  return blocks
}

const covered = (context: ReadContext, level: Level, ids: readonly number[]): number[] =>
  placesCovered(
    context.places,
    context.source,
    level,
    ids.flatMap(id => context.places.byId.get(id) ?? []),
  )
