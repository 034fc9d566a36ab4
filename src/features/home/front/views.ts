import type { Actor } from '../../../platform/http.ts'
import type { Pack } from '../../../platform/pack.ts'
import { page } from '../../../platform/view.ts'
import { roleNames } from '../../people/index.ts'
import type { Method, MethodSummary } from './methods.ts'

/** What the start page says: a sentence, a strip of up to four figures, and where to go. */
export interface Summary {
  /** What it is about, in place of the city: a borough lead's own boroughs. */
  title?: string | undefined
  sentence: string
  /** `termHtml` is safe markup, such as a mark. */
  items: { term?: string; termHtml?: string; value: string; unit?: string; href?: string }[]
  links?: { text: string; href: string }[]
}

/** A room of the house as one person sees it. */
export interface Room {
  text: string
  doors: { text: string; href: string; words: string; waiting: string }[]
}

const startPage = page<{
  title: string
  heading: string
  role: string
  summary: Summary | null
  welcome: { now: string; later: string } | null
  rooms: Room[]
}>('home/front/pages/start.njk')
const methodListPage = page<{ title: string; methods: MethodSummary[] }>('home/front/pages/methods.njk')
const methodPage = page<Method & { breadcrumbs: { text: string; href?: string }[] }>('home/front/pages/method.njk')
const accessibilityPage = page<{ title: string; unit: string; demonstration: boolean }>(
  'home/front/pages/accessibility.njk',
)
const dataUsePage = page<{ title: string; unit: string; demonstration: boolean }>('home/front/pages/data-use.njk')

/** What stands behind each door, by address; which doors there are is decided by the role. */
const doorWords: Record<string, string> = {
  '/week': 'What is due, what waits for you, what has stopped, and what is new.',
  '/calendar': 'Reviews, tasks, data, quarters, meetings and terms, month by month, and on your own device.',
  '/places': 'Find a borough, ward, small area, neighbourhood or station, and read its page.',
  '/map': 'See a measure across the city, alone or beside deprivation, with the same figures as a table.',
  '/signals': 'Which places rise, fall or stay high by more than chance, and which do not.',
  '/questions': 'Places that fell by more than chance: what changed there, as far as anybody knows.',
  '/findings': 'What the figures of a place mean, in words, with the figures as they were seen on the day.',
  '/analyses':
    'How far violence is gathered, where it is hot, when it happens, and more; each with what it cannot say.',
  '/assessment': 'The needs assessment: a living document of findings, and its frozen editions.',
  '/reviews': 'Published reviews of deaths: what they recommended, to whom, and what was done.',
  '/horizon': 'What may come, what would show it, whom it would reach, and when somebody looks again.',
  '/research': 'What is being asked, by whom, at what cost, and what was done with the answer.',
  '/calendars': 'School terms, holidays and bank holidays, and the hours people plan by.',
  '/background': 'History, drug markets and the like, of places and populations, each with its source.',
  '/decisions': 'What was asked, what could be done, why this was chosen, and when it is looked at again.',
  '/tasks': 'What somebody said they would do, because of what, and by when.',
  '/registers': 'What people said and what we did, challenges and replies, promises, and what changed.',
  '/threads': 'What each record is because of, and what happened next; which have stopped.',
  '/framework': 'The strategy as data: goals, areas, outcomes and aims, and what hangs on each.',
  '/releases': 'What is public: prepared, checked by a second person, published, corrected, withdrawn.',
  '/facts': 'Every figure we state, once, with its period and source, and the day it is looked at again.',
  '/glass': 'Who opened confidential records, why, and for how long.',
  '/data': 'Where every figure comes from: last received, next due, gaps and changes.',
  '/accounts': 'Who may sign in, and as what.',
  '/audit': 'Who changed, read or took away what, and whether any of it was altered since.',
  '/retention': 'How long each kind of record is kept, what would go tonight, and proof of what went.',
  '/gates': 'Data and features that need an assessment before they are used.',
  '/data-requests': 'Requests and complaints about personal data, with the last day for an answer.',
  '/accounts/requests': 'Ask for an account for somebody, and see what was answered.',
}

/** For those whose rooms are still to come: what is open to them today, and what is not. */
const welcomes: Readonly<Record<string, { now: string; later: string }>> = {
  provider: {
    now: 'Under “Opportunities” you list what you run for young people, and keep it right. Your week, the calendar and search are open to you, and you look after the accounts of your own organisation.',
    later:
      'Applying for funding and sending returns are not built yet. You will see them here when they are; there is nothing you need to do.',
  },
  'young-assessor': {
    now: 'Your week, the calendar and search are open to you.',
    later:
      'Reading and scoring bids is not built yet. You will see it here when it is; there is nothing you need to do.',
  },
}

export interface Start {
  rooms: readonly { text: string; doors: readonly { text: string; href: string }[] }[]
  /** How much waits behind each door, by its address. */
  waiting: ReadonlyMap<string, number>
  summary: Summary | undefined
}

export const start = (pack: Pack, actor: Actor, { rooms, waiting, summary }: Start) =>
  startPage({
    title: 'Start',
    heading: summary?.title ?? pack.name,
    role: Object.entries(roleNames).find(([role]) => role === actor.role)?.[1] ?? '',
    summary: summary ?? null,
    welcome: welcomes[actor.role] ?? null,
    rooms: rooms.map(room => ({
      text: room.text,
      doors: room.doors.map(door => ({
        ...door,
        words: doorWords[door.href] ?? '',
        waiting: waiting.has(door.href) ? `${waiting.get(door.href)} waiting` : '',
      })),
    })),
  })

export const methodList = (methods: MethodSummary[]) => methodListPage({ title: 'How figures are made', methods })

export const method = (found: Method) =>
  methodPage({ ...found, breadcrumbs: [{ text: 'How figures are made', href: '/methods' }, { text: found.title }] })

export const standard = (found: Method) => methodPage({ ...found, breadcrumbs: [] })

export const accessibility = (pack: Pack) =>
  accessibilityPage({ title: 'Accessibility statement', unit: pack.unit, demonstration: pack.demonstration })

export const dataUse = (pack: Pack) =>
  dataUsePage({ title: 'How we use data', unit: pack.unit, demonstration: pack.demonstration })

const links = [
  { text: 'About us', href: '/about' },
  { text: 'Publications', href: '/publications' },
  { text: 'Open data', href: '/open-data' },
  { text: 'How we use data', href: '/data-use' },
  { text: 'How figures are made', href: '/methods' },
  { text: 'Accessibility', href: '/accessibility' },
  { text: 'Service Standard', href: '/service-standard' },
]

/** Links at the foot of every page. Help is first for the public, who find the fact bank here; the style page is for those who make pages. */
export const footer = (actor: Actor) =>
  actor.accountId === null
    ? [
        { text: 'Help now', href: '/help' },
        { text: 'Get involved', href: '/get-involved' },
        ...links,
        { text: 'Facts', href: '/facts' },
      ]
    : [...links, { text: 'Style', href: '/style' }]
