// Hubs by hour: their part of the page.
import { formatRate } from '../../../lib/charts/index.ts'
import { sentence, whole } from '../../../lib/words.ts'
import { notShown } from '../../evidence/index.ts'
import type { When } from './compute.ts'
import type { HubLine } from './hubs.ts'
import { type Part, part } from './page.ts'
import { hourSpan } from './words.ts'

export function hubPart({ scope }: When, hubs: readonly HubLine[]): Part {
  return part({
    id: 'hubs',
    title: 'Transport hubs by hour',
    words: 'Which three hours hold most, at each hub, by name.',
    table: {
      caption: 'Transport hubs by hour',
      head: ['Hub', sentence(scope.measure.unit), 'Busiest three hours', 'Share of its events'],
      rows: hubs.map(hub => [
        {
          text: hub.name,
          href: `/analyses/when?${new URLSearchParams({ measure: scope.measure.code, place: hub.code })}`,
        },
        { text: hub.total === null ? notShown : whole(hub.total) },
        { text: hub.peak ? hourSpan(hub.peak.from, 3) : 'too few to say' },
        { text: hub.peak ? `${formatRate(100 * hub.peak.share, 0)}%` : '–' },
      ]),
    },
    note: 'A hub lies where many people pass; its hours say when it is busy as much as when it is rough.',
  })
}
