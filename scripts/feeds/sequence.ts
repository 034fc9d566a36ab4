// The official validator's way through a feed, and our own questions after it.
import { z } from 'zod'
import { tells, untrue } from './ours.ts'
import type { Validate } from './schemas.ts'
import type { Answer, Source } from './source.ts'

export interface Finding {
  /** What the official validator would say; or what only we look at. */
  by: 'official' | 'ours'
  /** An optional address counts as a warning, as it does there. */
  grade: 'failed' | 'warning'
  where: string
  what: string
}

export interface Report {
  asked: number
  findings: Finding[]
  /** It says of itself that what is in it is invented. */
  invented: boolean
}

const Envelope = z.object({
  total_items: z.number(),
  total_pages: z.number(),
  page_number: z.number(),
  size: z.number(),
  first_page: z.boolean(),
  last_page: z.boolean(),
  empty: z.boolean(),
  contents: z.array(z.looseObject({ id: z.string() })),
})
type Envelope = z.output<typeof Envelope>

interface Collection {
  path: string
  schema: string
  needed: boolean
}
const collections: readonly Collection[] = [
  { path: '/services', schema: 'service', needed: true },
  { path: '/taxonomies', schema: 'taxonomy', needed: false },
  { path: '/taxonomy_terms', schema: 'taxonomy_term', needed: false },
  { path: '/service_at_locations', schema: 'service_at_location', needed: false },
  { path: '/organizations', schema: 'organization', needed: false },
]

export interface Walk {
  source: Source
  validate: Validate
  /** Words that may stand in no answer: the address of a safe place. */
  hidden: readonly string[]
  /** An invented city need not be in the United Kingdom. */
  anywhere?: boolean | undefined
}

const mostDetails = 10
const slowMs = 5_000

/** Walks the whole of a feed; what it finds comes back, nothing is thrown. */
export async function walk({ source, validate, hidden, anywhere = false }: Walk): Promise<Report> {
  const findings: Finding[] = []
  let asked = 0
  const note = (by: Finding['by'], needed: boolean, where: string, what: readonly string[]) => {
    for (const each of what) findings.push({ by, grade: needed ? 'failed' : 'warning', where, what: each })
  }
  const get = async (path: string): Promise<Answer> => {
    asked++
    const answer = await source.get(path)
    note(
      'ours',
      true,
      path,
      hidden.filter(words => answer.text.includes(words)).map(words => `tells "${words}"`),
    )
    if (answer.took > slowMs) note('ours', false, path, [`took ${(answer.took / 1000).toFixed(1)} seconds`])
    if (source.served && answer.headers.get('access-control-allow-origin') !== '*')
      note('ours', true, path, ['is not open to other sites: no Access-Control-Allow-Origin: *'])
    return answer
  }
  const step: Step = { get, note, validate, served: source.served, anywhere }
  let invented = await front(step)
  for (const each of collections) {
    const first = await collection(step, each)
    invented ||= each.path === '/services' && Alerts.safeParse(first).success
  }
  if (source.served) await questions(step)
  return { asked, findings, invented }
}

interface Step {
  get(path: string): Promise<Answer>
  note(by: Finding['by'], needed: boolean, where: string, what: readonly string[]): void
  validate: Validate
  served: boolean
  anywhere: boolean
}

const Notice = z.object({ 'x-notice': z.string().startsWith('Demonstration') })
/** Where only the fields of the profile are given, each service says it. */
const Alerts = z.object({ contents: z.array(z.object({ alert: z.string().startsWith('Demonstration') })).min(1) })
const Front = z.object({ openapi_url: z.string(), version: z.string() })

/** Gives whether the feed says of itself that what is in it is invented. */
async function front({ get, note, validate, served }: Step): Promise<boolean> {
  let invented = false
  for (const path of served ? ['', '/'] : ['/']) {
    const { status, body } = await get(path)
    note('official', true, path || '(bare)', status === 200 ? validate('api_details', body) : [`answered ${status}`])
    const said = Front.safeParse(body)
    invented ||= Notice.safeParse(body).success
    if (said.success && said.data.version !== 'HSDS-UK-3.0')
      note('ours', true, path, [`version is "${said.data.version}": readers look for HSDS-UK-3.0 exactly`])
    if (said.success && served && path === '/') await described(note, said.data.openapi_url)
  }
  return invented
}

const Described = z.object({ info: z.object({ version: z.string() }), paths: z.record(z.string(), z.unknown()) })

async function described(note: Step['note'], url: string): Promise<void> {
  const answer = await fetch(url).catch(() => undefined)
  const text = (await answer?.text()) ?? ''
  const found = answer?.status === 200 ? Described.safeParse(JSON.parse(text)) : undefined
  if (!found?.success) return note('ours', true, url, ['openapi_url does not answer with a description'])
  if (found.data.info.version !== 'HSDS-UK-3.0') note('ours', true, url, ['info.version is not HSDS-UK-3.0'])
  if (/"\$ref":"(?!#)/.test(text)) note('ours', true, url, ['points elsewhere with $ref'])
  const missing = collections
    .filter(({ path }) => !(path in found.data.paths))
    .map(({ path }) => `${path} is not in it`)
  note('ours', true, url, missing)
}

/** Gives its first page as it came. */
async function collection(step: Step, { path, schema, needed }: Collection): Promise<unknown> {
  const { get, note, validate, served } = step
  const first = await get(served ? `${path}?page=1` : path)
  if (first.status !== 200) return void note('official', needed, path, [`answered ${first.status}`])
  const pages = [await onePage(step, { path, schema, needed }, first, 1)]
  const total = pages[0]?.total_pages ?? 0
  for (const number of new Set([Math.floor(total / 2), total].filter(each => served && each > 1)))
    pages.push(await onePage(step, { path, schema, needed }, await get(`${path}?page=${number}`), number))
  note('ours', true, path, sameThroughout(pages))
  for (const { id } of some(pages[0]?.contents ?? [], mostDetails)) {
    const { status, body } = await get(`${path}/${id}`)
    const where = `${path}/${id}`
    note('official', needed, where, status === 200 ? validate(schema, body) : [`answered ${status}`])
    note('ours', true, where, [...untrue(body, step.anywhere), ...tells(body)])
    if (served && z.object({ id: z.literal(id) }).safeParse(body).success === false)
      note('ours', true, where, ['has another id than the list gave'])
  }
  return first.body
}

async function onePage(step: Step, of: Collection, answer: Answer, number: number): Promise<Envelope | undefined> {
  const where = `${of.path} page ${number}`
  step.note('official', of.needed, where, step.validate(`${of.schema}_list`, answer.body))
  const page = Envelope.safeParse(answer.body)
  if (!page.success) {
    step.note(
      'ours',
      true,
      where,
      page.error.issues.map(each => `${each.path.join('/')} ${each.message}`),
    )
    return undefined
  }
  if (page.data.total_items === 0) step.note('official', false, where, ['has nothing in it'])
  step.note('ours', true, where, [
    ...falseAround(page.data, number),
    ...untrue(page.data.contents, step.anywhere),
    ...page.data.contents.flatMap(tells),
  ])
  return page.data
}

const falseAround = (page: Envelope, number: number): string[] => [
  ...(page.size === page.contents.length ? [] : [`size says ${page.size} and there are ${page.contents.length}`]),
  ...(page.page_number === number ? [] : [`page_number says ${page.page_number}`]),
  ...(page.first_page === (number === 1) ? [] : [`first_page says ${page.first_page}`]),
  ...(page.last_page === number >= page.total_pages ? [] : [`last_page says ${page.last_page}`]),
  ...(page.empty === (page.contents.length === 0) ? [] : [`empty says ${page.empty}`]),
]

function sameThroughout(pages: readonly (Envelope | undefined)[]): string[] {
  const known = pages.filter(page => page !== undefined)
  const ids = known.flatMap(page => page.contents.map(({ id }) => id))
  return [
    ...(new Set(known.map(({ total_items }) => total_items)).size > 1 ? ['total_items changes from page to page'] : []),
    ...(new Set(ids).size < ids.length ? ['the same id stands on two pages'] : []),
  ]
}

/** Evenly from the whole: the same every time, and not only the first. */
const some = <T>(all: readonly T[], most: number): T[] =>
  all.filter((_, i) => all.length <= most || i % Math.ceil(all.length / most) === 0)

/** Whether filters filter and what is malformed is refused; live feeds are known to answer 200 to anything. */
async function questions({ get, note }: Step): Promise<void> {
  const count = async (asked: string) => Envelope.safeParse((await get(`/services?${asked}`)).body).data?.total_items
  const all = await count('page=1')
  if ((await count('modified_after=2099-01-01T00:00:00Z')) !== 0)
    note('ours', true, '/services', ['modified_after is not heeded'])
  if ((await count('search=zzzqqxzzq')) !== 0) note('ours', true, '/services', ['search is not heeded'])
  if ((await count('organization_id=00000000-0000-4000-8000-000000000000')) !== 0)
    note('ours', true, '/services', ['organization_id is not heeded'])
  const lines = await get('/services?format=ndjson')
  const streamed = lines.text.trimEnd().split('\n').filter(Boolean).length
  if (streamed !== all || !lines.headers.get('content-type')?.includes('ndjson'))
    note('ours', true, '/services?format=ndjson', [`gives ${streamed} lines where there are ${all}`])
  for (const path of ['/services/not-an-id', '/services/00000000-0000-4000-8000-000000000000', '/services?page=x']) {
    const { status, body } = await get(path)
    if (status < 400 || status >= 500 || body === undefined)
      note('ours', true, path, [`answered ${status}, not 404 or 400 as JSON`])
  }
}
