import { sentence, whole } from '../../../lib/words.ts'
import type { Column } from '../../releases/index.ts'
import type { Measure } from '../schemas.ts'

/** The columns of a measure's counts in a public table, named alike wherever they are released, so that one release is held against another. */
export function releasedColumns(measure: Measure, withBorough: boolean): Column[] {
  const per = measure.per ?? 1_000
  const unit = `per ${whole(per)} residents`
  const rates: Column[] = [
    { key: 'residents', title: 'Residents', role: 'denominator', unit: 'people' },
    { key: 'rate', title: 'Rate', role: 'rate', unit, count: 'count', denominator: 'residents', per },
    { key: 'lower', title: 'Lower 95%', role: 'lower', of: 'rate' },
    { key: 'upper', title: 'Upper 95%', role: 'upper', of: 'rate' },
  ]
  return [
    { key: 'code', title: 'Code', role: 'place' },
    { key: 'name', title: 'Place', role: 'words' },
    ...(withBorough ? [{ key: 'borough', title: 'Borough', role: 'words' } as const] : []),
    { key: 'period', title: 'Period', role: 'period' },
    {
      key: 'count',
      title: sentence(measure.unit),
      role: 'count',
      unit: measure.unit,
      counts: measure.code,
      sensitive: measure.sensitive,
      ...(measure.families && { families: measure.families }),
    },
    ...(measure.denominator === null ? [] : rates),
  ]
}
