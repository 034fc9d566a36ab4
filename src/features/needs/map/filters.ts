import { monthWords } from '../../../lib/dates.ts'
import { sentence } from '../../../lib/words.ts'
import type { Filter, Option } from '../../../platform/list.ts'
import { kinds, kindWords } from '../signals/ground.ts'
import { canShow, type MapAsk, type Show, usualShow } from './ask.ts'
import type { MapList } from './map-list.ts'
import type { MapRow } from './places.ts'

export const showWords = (ask: MapAsk): Record<Show, string> => ({
  pair: `Deprivation ${ask.deprivation?.year ?? ''}`.trim(),
  rate: 'Nothing: the rate alone',
  count: 'Nothing: the number alone',
  change: 'The year before: change',
  level: 'Three years: level',
})

const any = () => true

/** The choices in the row above the map. */
export function filtersOf({ ask, analyst }: MapList): Filter<MapRow>[] {
  const { ground, known, choices, usual } = ask
  const words = showWords(ask)
  const shown = (Object.keys(words) as Show[]).filter(
    show =>
      canShow(show, known.measure, ask.deprivation) &&
      !(ask.rare && show !== ask.show && ['pair', 'rate'].includes(show)) &&
      (!['change', 'level'].includes(show) || known.measure.topic === 'violence'),
  )
  const boroughs = new Map(
    ground.areas.flatMap(area => (area.boroughCode ? [[area.boroughCode, area.boroughName ?? ''] as const] : [])),
  )
  const options = [...boroughs]
    .map(([value, text]): Option => ({ value, text }))
    .sort((a, b) => a.text.localeCompare(b.text, 'en-GB'))
  const choice = (key: string, title: string, initial: string, some: readonly Option[]): Filter<MapRow> => ({
    key,
    title,
    kind: 'choice',
    initial,
    match: any,
    options: some,
  })
  return [
    choice(
      'measure',
      'Measure',
      usual.measure.code,
      choices.map(c => ({ value: c.measure.code, text: c.measure.short })),
    ),
    choice(
      'show',
      'Against',
      ask.rare ? 'count' : usualShow(known.measure, ask.deprivation),
      shown.map(value => ({ value, text: words[value] })),
    ),
    choice(
      'end',
      '12 months to',
      known.end,
      ask.ends.toReversed().map(value => ({ value, text: monthWords(value) })),
    ),
    choice(
      'level',
      'Places',
      'ward',
      kinds.filter(kind => kind !== 'lsoa' || analyst).map(value => ({ value, text: sentence(kindWords[value][1]) })),
    ),
    ...(ground.kind === 'borough'
      ? []
      : [
          {
            key: 'borough',
            title: 'Borough',
            kind: 'choice' as const,
            match: any,
            options,
            ...(ground.kind === 'lsoa' && ask.borough ? { initial: options[0]?.value ?? '' } : { any: 'All boroughs' }),
          },
        ]),
  ]
}
