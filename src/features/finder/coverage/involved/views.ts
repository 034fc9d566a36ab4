import { plural } from '../../../../lib/words.ts'
import { type FieldError, type Wrong, wrong } from '../../../../platform/form.ts'
import { page } from '../../../../platform/view.ts'
import type { PublicEntry } from '../../entries/public.ts'
import type { Borough, Contact } from './queries.ts'
import { type Role, roles } from './roles.ts'
import { helpFor, joinStep, networksFor, numberOf, type Step, serves } from './rules.ts'

interface Card {
  name: string
  href: string
  summary: string
  who: string
  how: string
}

const cardOf = ({ id, body, organisation }: PublicEntry): Card => ({
  name: body.name,
  href: `/things-to-do/${id}`,
  summary: body.summary,
  who: organisation.name,
  how: body.join.words,
})

interface StartPage extends Wrong {
  title: string
  lead: string
  roles: { value: string; text: string }[]
  chosen: string
  place: string
  councils: { text: string; href: string }[]
}
const startPage = page<StartPage>('finder/pages/involved.njk')

export const showStart = (
  boroughs: readonly Borough[],
  typed: { role: string; place: string },
  errors: FieldError[] = [],
) =>
  startPage({
    ...wrong(errors),
    title: 'Get involved',
    lead: 'Everyone can help young people to be safe. Tell us who you are and we will show you one thing to do next.',
    roles: roles.map(({ id, who }) => ({ value: id, text: who })),
    chosen: typed.role,
    place: typed.place,
    councils: boroughs.map(({ code, name }) => ({ text: name, href: `/your-council/${code}` })),
  })

interface RolePage extends Wrong {
  title: string
  lead: string
  words: readonly string[]
  breadcrumbs: { text: string; href: string }[]
  /** Asks where somebody lives; that is the next step until it is known. */
  asks: { action: string; place: string } | null
  found: { heading: string; card: Card } | null
  nothing: string
  step: Step | null
  /** What there is to read beside it. */
  also: Step | null
  more: Card[]
  worry: { title: string; words: string; lines: { name: string; href: string; phone: string; tel: string }[] } | null
}
const rolePage = page<RolePage>('finder/pages/involved-role.njk')

const blank: Pick<RolePage, 'asks' | 'found' | 'nothing' | 'step' | 'also' | 'more'> = {
  asks: null,
  found: null,
  nothing: '',
  step: null,
  also: null,
  more: [],
}

const telOf = (phone: string) => `tel:${phone.replace(/[^\d+]/g, '')}`

/** For who came with a worry: the help page always, and who near them can be called. */
const worryOf = ({ worry }: Role, help: readonly PublicEntry[]): RolePage['worry'] =>
  worry
    ? {
        ...{ title: worry.title, words: worry.words },
        lines: help.map(entry => ({
          ...{ name: entry.body.name, href: `/things-to-do/${entry.id}` },
          ...{ phone: numberOf(entry), tel: telOf(numberOf(entry)) },
        })),
      }
    : null

const frame = (role: Role, errors: FieldError[] = [], help: readonly PublicEntry[] = []) => ({
  ...wrong(errors),
  worry: worryOf(role, help),
  ...{ title: role.title, lead: role.lead, words: role.words },
  breadcrumbs: [{ text: 'Get involved', href: '/get-involved' }],
})

/** Before the place is known: one question. A role without networks has its step. */
export const showRole = (role: Role, place: string, errors: FieldError[] = []) =>
  role.networks === null
    ? rolePage({ ...frame(role), ...blank, step: role.step, also: role.also ?? null })
    : rolePage({ ...frame(role, errors), ...blank, asks: { action: `/get-involved/${role.id}`, place } })

/** What there is for this role in these boroughs: the first network and how to join it, the others as links. */
export function showFound(
  role: Role,
  boroughs: readonly Borough[],
  entries: readonly PublicEntry[],
  support: readonly PublicEntry[],
) {
  const codes = boroughs.map(borough => borough.code)
  const framed = frame(role, [], role.worry ? helpFor(support, role.worry.theme, codes) : [])
  const [first, ...rest] = networksFor(entries, role, codes)
  const [borough] = boroughs
  const where = borough?.name ?? ''
  if (!first)
    return rolePage({
      ...{
        ...framed,
        ...blank,
        nothing: `We do not know of a group like this in ${where} yet. Your council may have more.`,
      },
      step: { text: `See what ${where} has`, href: `/your-council/${borough?.code ?? ''}` },
    })
  return rolePage({
    ...{ ...framed, ...blank, found: { heading: `In ${where}`, card: cardOf(first) }, step: joinStep(first) },
    more: rest.map(cardOf),
  })
}

interface CouncilPage {
  title: string
  lead: string
  breadcrumbs: { text: string; href: string }[]
  step: Step
  facts: string
  networks: Card[]
  own: Card[]
  contacts: { name: string; lines: { text: string; href: string }[] }[]
  noContact: string
  nothing: string
}
const councilPage = page<CouncilPage>('finder/pages/council.njk')

export interface Council {
  borough: Borough
  networks: readonly PublicEntry[]
  own: readonly PublicEntry[]
  counts: { todo: number; free: number; help: number }
  /** The council's own contact, where somebody entered it. */
  itself: readonly Contact[]
}

export function showCouncil({ borough, networks, own, counts, itself }: Council) {
  const near = networks.filter(
    entry => serves(entry, borough.code) && (entry.boroughCode !== null || entry.body.serves.length > 0),
  )
  return councilPage({
    title: `What ${borough.name} has for young people and families`,
    lead: 'What your council and people near you have on, and who to ask.',
    breadcrumbs: [{ text: 'Get involved', href: '/get-involved' }],
    step: { text: `See what is on in ${borough.name}`, href: `/things-to-do?borough=${borough.code}` },
    facts: `${plural(counts.todo, 'thing', 'things')} to do, ${counts.free} of them free. ${plural(counts.help, 'place', 'places')} to get help.`,
    networks: near.map(cardOf),
    own: own.map(cardOf),
    contacts: contactsOf(itself, [...own, ...networks.filter(entry => serves(entry, borough.code))]),
    noContact: itself.some(({ phone, email, website }) => phone || email || website)
      ? ''
      : `We do not have a number or mailbox of ${borough.name}’s council itself yet.`,
    nothing:
      own.length + near.length === 0
        ? `Nobody in ${borough.name} has told us yet what they run. The list of what is on may still have something.`
        : '',
  })
}

/** The council itself first, then the numbers of those of it behind these entries; never of a person. */
function contactsOf(itself: readonly Contact[], entries: readonly PublicEntry[]): CouncilPage['contacts'] {
  const behind = entries.flatMap(({ organisation }) => (organisation.kind === 'council' ? [organisation] : []))
  const byName = new Map([...itself, ...behind].map(one => [one.name, one]))
  return [...byName.values()].map(linesOf).filter(({ lines }) => lines.length > 0)
}

const linesOf = ({ name, phone, email, website }: Contact): CouncilPage['contacts'][number] => ({
  name,
  lines: [
    ...(phone ? [{ text: `Call ${phone}`, href: telOf(phone) }] : []),
    ...(email ? [{ text: email, href: `mailto:${email}` }] : []),
    ...(website ? [{ text: 'Website', href: website }] : []),
  ],
})
