import { page } from '../../../platform/view.ts'
import { levelWords } from '../../evidence/index.ts'
import type { MapAnswer } from './ask.ts'

export const mapEmptyPage = page<{
  title: string
  lead: string
  empty: { title: string; text: string; links: { text: string; href: string }[] }
}>('needs/pages/map-empty.njk')

/** The map's page where there is no map, and what to do about it. */
export function showEmptyMap(
  answer: Exclude<MapAnswer, { state: 'ready' }> | { state: 'no boundaries' },
): ReturnType<typeof mapEmptyPage> {
  if (answer.state === 'refused')
    return mapEmptyPage({
      title: 'Map',
      lead: `${levelWords(answer.measure)}.`,
      empty: {
        title: 'This is kept back on purpose.',
        text: answer.measure.raisedFor
          ? 'The whole, less the parts that are shown, is the part that is not.'
          : 'Below that the counts are so small, and the matter so sensitive, that people could be recognised.',
        links: [
          {
            text: `See it by ${answer.measure.lowestLevel}`,
            href: `/map?level=borough&measure=${encodeURIComponent(answer.measure.code)}`,
          },
        ],
      },
    })
  const what = {
    'no places': 'No places are loaded yet.',
    'no data': 'No measure is known month by month here yet.',
    'no boundaries': 'The boundaries of these places are not loaded yet.',
  }[answer.state]
  return mapEmptyPage({
    title: 'Map',
    lead: what,
    empty: {
      title: 'The map needs places, boundaries and monthly counts.',
      text: 'Load the city’s data with: npm run -s upstream -- load PACK --data DIR. What is loaded, and what is missing, stands under Data.',
      links: [{ text: 'Data', href: '/data' }],
    },
  })
}
