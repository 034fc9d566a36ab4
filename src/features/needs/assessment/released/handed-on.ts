import type { BlockFigures } from './schemas.ts'

/**
 * The figures of the blocks that go out. Counts that one which does not go out shares with one that does stand with the other then; what was worked
 * out for the first goes with it. Pure.
 * @param shut ids of the blocks that do not go out
 */
export function handedOn(all: readonly BlockFigures[], shut: ReadonlySet<string>): BlockFigures[] {
  const orphans = all.flatMap(({ block, tables }) => (shut.has(block) ? tables.filter(table => !table.restsOn) : []))
  const taken = new Set<string>()
  return all.flatMap(figures => {
    if (shut.has(figures.block)) return []
    const mine = orphans.filter(({ id }) => figures.shares.includes(id) && !taken.has(id))
    for (const { id } of mine) taken.add(id)
    const shares = figures.shares.filter(id => !mine.some(table => table.id === id))
    return [{ ...figures, tables: [...mine, ...figures.tables], shares }]
  })
}
