// Who helps right now, in the languages of the finder: the lines' own words are the pack's, in English and in what it says of other languages.
import { type Page, page } from '../../../platform/view.ts'
import {
  type Frame,
  frameOf,
  type HelpLine,
  type HelpView,
  type HelpWords,
  helpView,
  isolated,
  lineOf,
  plainDay,
  tongueOf,
} from '../../finder/index.ts'

type Tongue = ReturnType<typeof tongueOf>

interface Shown extends HelpView {
  /** 'Call 0800 1111'. */
  call: string
  /** When somebody last made sure of it, in words; empty where nobody has. */
  checked: string
}
interface HelpPage extends Frame {
  lead: string
  first: Shown[]
  groups: { id: string; heading: string; words: string; own: boolean; lines: Shown[] }[]
  /** Some line has no date: said once, at the foot. */
  undated: boolean
  leaving: HelpWords['leaving']
  note: string
}

const helpPage = page<HelpPage>('home/public/pages/help.njk')

const shownIn =
  (t: Tongue) =>
  (line: HelpLine): Shown => ({
    ...helpView(line, t.code),
    call: line.phone === undefined ? '' : t.say('help.call', { phone: isolated(t, line.phone) }),
    checked: line.checkedOn ? t.say('help.checked', { day: plainDay(line.checkedOn, t.code) }) : '',
  })

/** What the page says in its own language: English is the pack's. */
const around = (words: HelpWords, t: Tongue): Pick<HelpPage, 'title' | 'lead' | 'note' | 'leaving'> =>
  t.code === 'en'
    ? { title: words.title, lead: words.lead, note: words.note, leaving: words.leaving }
    : {
        ...{ title: t.say('chrome.help'), lead: t.say('help.lead'), note: '' },
        leaving: { heading: t.say('chrome.leave'), answer: [t.say('help.leaving')] },
      }

function groupIn({ id, heading, words = '', in: tongues }: HelpWords['groups'][number], lang: string) {
  const said = tongues?.[lang]
  return { id, heading, words, ...said, own: lang === 'en' || said?.heading !== undefined }
}

export async function help(now: () => Promise<HelpWords>, lang: string | undefined): Promise<Page> {
  const [words, t] = [await now(), tongueOf(lang)]
  const shown = shownIn(t)
  const here = (other: string | undefined) => (other ? `/help?lang=${other}` : '/help')
  return helpPage({
    ...frameOf({ t, title: '', here }),
    ...around(words, t),
    first: words.first.map(id => shown(lineOf(words, id))),
    // What stands at the top in full is not said again as a group of its own.
    groups: words.groups
      .filter(({ lines }) => lines.some(({ id }) => !words.first.includes(id)))
      .map(group => ({ ...groupIn(group, t.code), lines: group.lines.map(shown) })),
    undated: words.groups.some(({ lines }) => lines.some(line => line.checkedOn === undefined)),
  })
}
