import { page } from '../../../platform/view.ts'
import { levelWords } from '../../evidence/index.ts'
import type { Answered } from './ask.ts'
import { kindWords } from './ground.ts'

interface Link {
  text: string
  href: string
}
export const emptyPage = page<{
  title: string
  lead: string
  empty: { title: string; text: string; links: Link[] }
  assess: { label: string } | null
}>('needs/pages/signals-empty.njk')

const title = 'Place signals'

/** The pages that have no marks to show, and what to do about it. */
export function showEmpty(
  answered: Exclude<Answered, { state: 'marked' }>,
  analyst: boolean,
): ReturnType<typeof emptyPage> {
  if (answered.state === 'no assessment') {
    const many = kindWords[answered.asked.ground.kind][1]
    return emptyPage({
      title,
      lead: 'Nobody has made the marks yet.',
      empty: {
        title: `The ${many} are loaded, and so are their figures.`,
        text: analyst
          ? 'Make the marks: every measure is tested at every place. It takes a few seconds and you can leave the page.'
          : 'An analyst can make the marks on this page.',
        links: [],
      },
      assess: analyst ? { label: 'Make the marks' } : null,
    })
  }
  if (answered.state === 'refused')
    return emptyPage({
      title,
      lead: `${levelWords(answered.measure)}.`,
      empty: {
        title: 'This is kept back on purpose.',
        text: answered.measure.raisedFor
          ? 'The whole, less the parts that are shown, is the part that is not.'
          : `At ${kindWords[answered.ground.kind][0]} level the counts are so small, and the matter so sensitive, that people could be recognised.`,
        links: [
          {
            text: `See it by ${answered.measure.lowestLevel}`,
            href: `/signals?level=borough&measure=${encodeURIComponent(answered.measure.code)}`,
          },
        ],
      },
      assess: null,
    })
  return emptyPage({
    title,
    lead: answered.state === 'no places' ? 'No places are loaded yet.' : 'No measure is known month by month here yet.',
    empty: {
      title: 'Signals need places and monthly counts.',
      text: 'Load the city’s data with: npm run -s upstream -- load PACK --data DIR. What is loaded, and what is missing, stands under Data.',
      links: [{ text: 'Data', href: '/data' }],
    },
    assess: null,
  })
}
