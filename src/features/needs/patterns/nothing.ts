import { levelWords, smallAreaWords } from '../../evidence/index.ts'
import { noLinks } from '../analyses/links.ts'
import type { Look, Looked } from './ask.ts'
import { lookFields, patternPage } from './page.ts'

/** The page where there is nothing to say, and what to do about it. */
export function showNothing(
  title: string,
  path: string,
  state: Exclude<Looked, { state: 'ready' }> | { state: 'nothing'; look: Look; why: string },
): ReturnType<typeof patternPage> {
  const fields = state.state === 'nothing' ? lookFields(state.look) : []
  const none = { strip: [], pictures: [], figures: null, table: null, sections: [], notes: [], source: {} }
  const lead = leadOf(state)
  return patternPage({
    title,
    lead,
    action: path,
    fields,
    ...none,
    links: noLinks,
    errors: [],
    errorSummary: [],
    empty: emptyOf(path, state),
  })
}

type Nothing = Parameters<typeof showNothing>[2]

function leadOf(state: Nothing): string {
  if (state.state === 'refused')
    return `${state.kind === 'lsoa' && state.measure.lowestLevel === 'lsoa' ? smallAreaWords : levelWords(state.measure)}.`
  if (state.state === 'nothing') return state.why
  return state.state === 'no places' ? 'No places are loaded yet.' : 'No measure is known month by month here yet.'
}

function emptyOf(path: string, state: Nothing) {
  if (state.state === 'refused')
    return {
      title: 'This is kept back on purpose.',
      text: 'Below that the counts are so small, and the matter so sensitive, that people could be recognised.',
      links: [
        { text: 'See it by borough', href: `${path}?level=borough&measure=${encodeURIComponent(state.measure.code)}` },
      ],
    }
  if (state.state === 'nothing')
    return {
      title: 'There is nothing to work with here.',
      text: 'Choose another measure, other places or a longer period.',
      links: [],
    }
  return {
    title: 'This needs places and monthly counts.',
    text: 'Load the city’s data with: npm run -s upstream -- load PACK --data DIR. What is loaded, and what is missing, stands under Data.',
    links: [{ text: 'Data', href: '/data' }],
  }
}
