import { allows } from './features/people/index.ts'
import type { Actor } from './platform/http.ts'

interface Door {
  text: string
  href: string
  access: string
  /** Shown only to those who may also do this: to others the page opens, and holds next to nothing. */
  besides?: string
}

/** The rooms as people go through them, each with its doors. A door is shown to those who may open it. */
const rooms: readonly { text: string; doors: readonly Door[] }[] = [
  {
    text: 'My week',
    doors: [
      { text: 'My week', href: '/week', access: 'signed-in' },
      { text: 'Calendar', href: '/calendar', access: 'signed-in' },
    ],
  },
  {
    text: 'Places',
    doors: [
      { text: 'Find a place', href: '/places', access: 'places.read' },
      { text: 'Calendars', href: '/calendars', access: 'places.read' },
    ],
  },
  {
    text: 'Needs',
    doors: [
      { text: 'Signals', href: '/signals', access: 'signals.read' },
      { text: 'Map', href: '/map', access: 'signals.read' },
      { text: 'Ways of looking', href: '/analyses', access: 'signals.read' },
      { text: 'Questions', href: '/questions', access: 'signals.read' },
      { text: 'Findings', href: '/findings', access: 'findings.read' },
      { text: 'Background', href: '/background', access: 'background.read' },
      { text: 'Reviews', href: '/reviews', access: 'reviews.read' },
      { text: 'Assessment', href: '/assessment', access: 'assessment.read' },
      { text: 'Horizon', href: '/horizon', access: 'horizon.read' },
      { text: 'Research', href: '/research', access: 'research.read' },
    ],
  },
  {
    text: 'Finder',
    doors: [
      { text: 'Opportunities', href: '/opportunities', access: 'opportunities.edit' },
      { text: 'Problems', href: '/opportunities/reports', access: 'opportunities.edit' },
      { text: 'Still right?', href: '/opportunities/reviews', access: 'opportunities.edit' },
      { text: 'Duplicates', href: '/opportunities/duplicates', access: 'opportunities.approve' },
      { text: 'Feeds', href: '/feeds', access: 'opportunities.approve' },
      { text: 'Words', href: '/opportunities/words', access: 'opportunities.approve' },
      { text: 'Coverage', href: '/coverage', access: 'signals.read' },
      { text: 'Offers to boroughs', href: '/offers', access: 'offers.read' },
      { text: 'Help lines', href: '/help-lines', access: 'help-links.edit' },
    ],
  },
  {
    text: 'Decide',
    doors: [
      { text: 'Decisions', href: '/decisions', access: 'decisions.read', besides: 'threads.read' },
      { text: 'Tasks', href: '/tasks', access: 'tasks.read' },
      { text: 'Registers', href: '/registers', access: 'registers.read' },
      { text: 'Threads', href: '/threads', access: 'threads.read' },
    ],
  },
  { text: 'Framework', doors: [{ text: 'Framework', href: '/framework', access: 'framework.read' }] },
  {
    text: 'Publish',
    doors: [
      { text: 'Releases', href: '/releases', access: 'releases.read' },
      { text: 'Facts', href: '/facts', access: 'facts.read' },
    ],
  },
  { text: 'Data', doors: [{ text: 'Data', href: '/data', access: 'evidence.read' }] },
  {
    text: 'Trust',
    doors: [
      { text: 'Accounts', href: '/accounts', access: 'accounts.edit' },
      { text: 'Requests', href: '/accounts/requests', access: 'accounts.request' },
      { text: 'Openings', href: '/glass', access: 'glass.read' },
      { text: 'Audit trail', href: '/audit', access: 'audit.read' },
      { text: 'Retention', href: '/retention', access: 'governance.read' },
      { text: 'Gates', href: '/gates', access: 'governance.read' },
      { text: 'Data requests', href: '/data-requests', access: 'data-requests.read' },
    ],
  },
]

/** First parts of the addresses a visitor without an account reads; '' is the front page. */
export const publicHeads: ReadonlySet<string> = new Set([
  '',
  'about',
  'accessibility',
  'api',
  'areas',
  'boroughs-and-partners',
  'community-groups',
  'data-use',
  'facts',
  'funders-and-press',
  'help',
  'methods',
  'open-data',
  'parents-and-carers',
  'places',
  'publications',
  'service-standard',
  'young-people',
  'your-council',
])

/** First parts of public addresses that depend on the minute, or on what somebody looks for: never answered from memory. */
export const freshHeads: ReadonlySet<string> = new Set(['get-involved', 'things-to-do'])

const ungated = ['My week', 'Trust']

/** What a gate may close until it is assessed: every door but those one needs to open it again. The first part of its address names it. */
export const features: readonly { name: string; text: string }[] = [
  ...rooms.filter(room => !ungated.includes(room.text)).flatMap(room => room.doors),
  { text: 'Calendar', href: '/calendar' },
  { text: 'Search', href: '/search' },
]
  .map(({ text, href }) => ({ name: href.slice(1), text }))
  // a door inside another's address is closed with that one
  .filter(({ name }) => !name.includes('/'))

const only = (doors: readonly Door[]): Door | undefined => (doors.length === 1 ? doors[0] : undefined)

const isOpen = (actor: Actor, { access, besides }: Door): boolean =>
  allows(actor, access) && (besides === undefined || allows(actor, besides))

const stands = (url: string, href: string) =>
  url === href || ['/', '?', '.'].some(next => url.startsWith(`${href}${next}`))

export interface Navigation {
  /** A link a room, to its first door. */
  navigation: { text: string; href: string; active: boolean }[]
  /** The doors of the room one is in, when there are several. */
  inside: { text: string; href: string; active: boolean }[]
  /** Every room with its doors, for the start page. */
  rooms: { text: string; doors: { text: string; href: string }[] }[]
}

/** The navigation of one person on one page. */
export function navigationFor(actor: Actor, url: string): Navigation {
  const open = rooms
    .map(room => ({ room, doors: room.doors.filter(door => isOpen(actor, door)) }))
    .filter(({ doors }) => doors.length > 0)
    // "Publish" says nothing to somebody who may only read facts: with one of its doors open, the room goes by that one's name
    .map(({ room, doors }) => ({ text: (doors.length < room.doors.length && only(doors)?.text) || room.text, doors }))
  const here = open.find(room => room.doors.some(door => stands(url, door.href)))
  // a door inside another's address is the one somebody stands at
  const at = here?.doors.filter(door => stands(url, door.href)).sort((a, b) => b.href.length - a.href.length)[0]
  return {
    navigation: open.map(room => ({ text: room.text, href: room.doors[0]?.href ?? '/', active: room === here })),
    inside:
      here && here.doors.length > 1
        ? here.doors.map(({ text, href }) => ({ text, href, active: href === at?.href }))
        : [],
    rooms: open.map(({ text, doors }) => ({ text, doors: doors.map(({ text, href }) => ({ text, href })) })),
  }
}
