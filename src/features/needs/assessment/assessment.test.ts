import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, risingWard, seedCity, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, publishRelease, type TestApp, today } from '../../../../test/support.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { dataVersion } from '../../evidence/index.ts'
import { findRecord } from '../../threads/index.ts'
import { assessAll, defaults } from '../index.ts'
import { editionBuilder } from './builder.ts'
import { freeze } from './freeze.ts'
import * as queries from './queries.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const lead: Who = `borough-lead:${boroughCode(0)}`
const post = (who: Who, url: string, values: Record<string, string | number> = {}) =>
  it.ask(who, { url, ...form(values) })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const read = async (who: Who, url: string) => plain((await it.get(who, url)).body)
const numberOf = (location: unknown) => Number(/\/(\d+)/.exec(String(location))?.[1])
const version = async (id: number) =>
  (await it.db.one(z.object({ version: z.number() }), sql`select version from needs_assessments where id = ${id}`))
    .version
const write = async (id: number, deed: string, values: Record<string, string>) => {
  const answer = await post('analyst', `/assessment/${id}/${deed}`, { ...values, version: await version(id) })
  expect(answer.statusCode, plain(answer.body)).toBe(303)
}
/** The number of a chapter by its place in the document. */
const chapter = async (k: number) =>
  (
    await it.db.one(
      z.object({ id: z.string() }),
      sql`select document->'chapters'->${k}::integer->>'id' as id from needs_assessments where id = ${id}`,
    )
  ).id
const begin = async (who: Who, place: string) => {
  const answer = await post(who, '/assessment', { place })
  expect(answer.statusCode, plain(answer.body)).toBe(303)
  return numberOf(answer.headers.location)
}
const makeFinding = async (ward: string, more: Record<string, string> = {}) => {
  const about = { place: wardCode(ward), measure: 'violence-with-injury', strength: 'moderate', factor: 'risk' }
  const answer = await post('analyst', '/findings', {
    ...about,
    statement: `Violence near ${ward}: 288 offences.`,
    ...more,
  })
  const id = numberOf(answer.headers.location)
  expect((await post('director', `/findings/${id}/agree`, { version: '1' })).statusCode).toBe(303)
  return id
}

let city = ''
let id = 0
let finding = 0
let edition = 0

beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
  await assessAll(it.db, { settings: defaults, by: 'tests', today })
  city = (await it.db.one(z.object({ code: z.string() }), sql`select code from places where kind = 'city'`)).code
})
afterAll(() => it.close())

describe('the list', () => {
  test('with nothing begun says what it is for and how findings are made', async () => {
    const body = await read('analyst', '/assessment')
    expect(body).toContain('No assessment has been begun')
    expect(body).toContain('make those from a way of looking')
  })
  test('is for those who read drafts: nobody outside, no administrator', async () => {
    for (const who of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await it.get(who, '/assessment')).statusCode).toBe(403)
    expect((await it.get('public', '/assessment')).statusCode).toBe(303)
  })
})

describe('a living document', () => {
  test('begins with domestic abuse in the totals of chapter one', async () => {
    id = await begin('analyst', city)
    const body = await read('officer', `/assessment/${id}`)
    expect(body.indexOf('Totals of violence')).toBeLessThan(body.indexOf('Nothing stands here yet'))
    expect(body).toContain('Domestic abuse')
    expect(body).toContain('No finding stands here yet')
    expect(body).toMatch(/Domestic abuse in \S+: 756 offences/)
  })

  test('there is one a place; a borough lead begins their own borough’s alone', async () => {
    expect((await post('officer', '/assessment', { place: city })).statusCode).toBe(403)
    expect((await post(lead, '/assessment', { place: boroughCode(1) })).statusCode).toBe(403)
    expect((await post('director', '/assessment', { place: boroughCode(1) })).statusCode).toBe(403)
    const own = await begin(lead, boroughCode(0))
    expect((await it.get(lead, `/assessment/${own}/write`)).statusCode).toBe(200)
    const views = await it.db.many(
      z.object({ view: z.string(), place: z.string().nullable() }),
      sql`select b->>'view' as view, b->'asked'->>'place' as place from needs_assessments a, jsonb_array_elements(a.document->'chapters') c,
        jsonb_array_elements(c->'blocks') b where a.id = ${own} and b->>'view' in ('totals', 'trends', 'when') order by 1`,
    )
    expect(views.length).toBeGreaterThan(1)
    expect(
      views.every(({ place }) => place === boroughCode(0)),
      'its own totals, trend and months',
    ).toBe(true)
    expect((await it.get(lead, `/assessment/${id}`)).statusCode).toBe(404)
    expect(await read(lead, '/assessment')).not.toContain(`/assessment/${id}"`)
  })

  test('chapters and parts are added, moved, changed, taken away and put back', async () => {
    await write(id, 'chapters', { title: 'Listening' })
    await write(id, 'blocks', { chapter: await chapter(0), kind: 'text', text: 'A first **word**.', level: '' })
    expect((await it.get('analyst', `/assessment/${id}`)).body).toContain('A first <strong>word</strong>.')
    const outline = await it.get('analyst', `/assessment/${id}/write`)
    const part = /blocks\/(b\d+)"/.exec(outline.body)?.[1] ?? ''
    await write(id, `blocks/${part}`, { text: 'Another word.' })
    await write(id, 'move', { part, way: 'up' })
    await write(id, 'remove', { part })
    expect(await read('analyst', `/assessment/${id}`)).not.toContain('Another word.')
    await write(id, 'undo', { to: String((await version(id)) - 1) })
    expect(await read('analyst', `/assessment/${id}`)).toContain('Another word.')
    expect(await read('officer', `/assessment/${id}/history`)).toContain('Took away a text')
    await write(id, 'remove', { part })
  })

  test('undo after undo goes further back, and all of it can be done again', async () => {
    const titles = async () => {
      const { body } = await it.get('analyst', `/assessment/${id}/write`)
      return [
        body.includes('Add a finding, a view or text<span class="govuk-visually-hidden"> to One'),
        body.includes('to Two<'),
      ]
    }
    const press = async (name: string) => {
      const { body } = await it.get('analyst', `/assessment/${id}/write`)
      const to = new RegExp(`name="to" value="(\\d+)"><button[^>]*>${name}<`).exec(body)?.[1]
      expect(to, name).toBeDefined()
      await write(id, 'undo', { to: to ?? '' })
    }
    await write(id, 'chapters', { title: 'One' })
    await write(id, 'chapters', { title: 'Two' })
    await press('Undo')
    expect(await titles()).toEqual([true, false])
    await press('Undo')
    expect(await titles()).toEqual([false, false])
    await press('Do again')
    await press('Do again')
    expect(await titles()).toEqual([true, true])
    await press('Undo')
    await press('Undo')
  })

  test('what stands at the very end is not said to have moved', async () => {
    const part = await chapter(0)
    const answer = await post('analyst', `/assessment/${id}/move`, { part, way: 'up', version: await version(id) })
    expect(answer.headers.location).toContain('done=still')
    expect(await read('analyst', `/assessment/${id}/write?done=still`)).toContain('It stands at the very end already')
  })

  test('a draft nobody froze is discarded by who may write it, once they are sure', async () => {
    const other = await begin('officer', boroughCode(2))
    const page = `/assessment/${other}`
    for (const who of ['director', 'provider', 'administrator', 'young-assessor', lead] as const)
      expect([403, 404]).toContain((await post(who, `${page}/discard`, { version: 1, sure: 'yes' })).statusCode)
    const unsure = await post('analyst', `${page}/discard`, { version: 1 })
    expect([unsure.statusCode, plain(unsure.body).includes('Tick the box if the whole draft is to go')]).toEqual([
      422,
      true,
    ])
    expect((await post('analyst', `${page}/discard`, { version: 7, sure: 'yes' })).statusCode).toBe(409)
    expect((await post('analyst', `${page}/discard`, { version: 1, sure: 'yes' })).headers.location).toBe(
      '/assessment?done=discarded',
    )
    expect((await it.get('analyst', page)).statusCode).toBe(404)
    expect(await findRecord(it.db, `needs-draft/${other}`)).toBeUndefined()
    expect(await read('analyst', '/assessment?done=discarded')).toContain('Choose a place')
  })

  test('keeps what somebody else saved meanwhile, and the words that were typed', async () => {
    const old = (await version(id)) - 1
    const late = await post('officer', `/assessment/${id}/chapters`, { title: 'Too late', version: old })
    expect(late.statusCode).toBe(409)
    expect(plain(late.body)).toContain('Somebody changed this assessment meanwhile')
  })

  test('refuses what tells who somebody is, an empty text, and a view nobody knows', async () => {
    const asked = (values: Record<string, string>) =>
      post('analyst', `/assessment/${id}/blocks`, { chapter: 'c1', version: 1, ...values })
    const wrong = await asked({ kind: 'text', text: 'Write to someone@example.org' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Write to someone@example.org')
    expect((await asked({ kind: 'text', text: '' })).statusCode).toBe(422)
    expect((await asked({ kind: 'view', address: '/analyses/nothing' })).statusCode).toBe(422)
    expect((await asked({ kind: 'finding', finding: '999' })).statusCode).toBe(422)
  })

  test('keeps no sentence that tells a number its readers are not shown, and says what to do', async () => {
    const asked = (text: string) =>
      post('analyst', `/assessment/${id}/blocks`, { chapter: 'c1', version: 1, kind: 'text', text })
    const told = await asked(`Quiet there. ${risingWard} had three homicides.`)
    expect([
      told.statusCode,
      plain(told.body).includes(`Take the number out of “${risingWard} had three homicides.”`),
    ]).toEqual([422, true])
    await write(id, 'blocks', {
      chapter: await chapter(0),
      kind: 'text',
      text: `${risingWard} has two schools.`,
      level: '',
    })
    const part = /blocks\/(b\d+)"/.exec((await it.get('analyst', `/assessment/${id}/write`)).body)?.[1] ?? ''
    const changed = await post('analyst', `/assessment/${id}/blocks/${part}`, {
      text: `${risingWard} had 2 victims.`,
      version: await version(id),
    })
    expect(changed.statusCode).toBe(422)
    await write(id, 'remove', { part })
  })

  test('is written by those who may, and by nobody else', async () => {
    for (const who of ['director', 'provider', 'administrator', lead] as const) {
      const answer = await post(who, `/assessment/${id}/chapters`, { title: 'No', version: 1 })
      expect([403, 404]).toContain(answer.statusCode)
    }
  })

  test('takes what somebody looks at, with its address, into a chapter they may write', async () => {
    const at = `/assessment/put?${new URLSearchParams({ address: `/analyses/totals?place=${city}` })}`
    const to = new URLSearchParams({ address: `/analyses/totals?place=${city}` })
    for (const who of ['analyst', 'officer'] as const)
      expect((await it.get(who, at)).body).toContain(
        `/assessment/${id}/add?chapter=${await chapter(1)}&amp;${to}#add-view`,
      )
    const own = (await it.get(lead, at)).body
    expect(own).toContain('/add?chapter=')
    expect(own).not.toContain(`/assessment/${id}/add`)
    for (const who of ['director', 'provider', 'administrator'] as const)
      expect((await it.get(who, at)).statusCode, who).toBe(403)
    expect((await it.get('analyst', '/assessment/put?address=https://example.org')).statusCode).toBe(404)
    expect((await it.get('analyst', '/analyses/totals')).body).toContain('Put it into an assessment')
    expect((await it.get('director', '/analyses/totals')).body).not.toContain('Put it into an assessment')
  })

  test('holds findings, names their factors and the levels nothing speaks of', async () => {
    finding = await makeFinding(risingWard)
    await write(id, 'blocks', { chapter: await chapter(1), kind: 'finding', finding: String(finding) })
    await write(id, 'blocks', {
      chapter: await chapter(1),
      kind: 'text',
      text: 'There were 288 offences in Brickfields. Nothing else is said.',
      level: '',
    })
    await write(id, 'blocks', {
      chapter: await chapter(1),
      kind: 'view',
      address: `http://localhost/analyses/totals?place=${boroughCode(0)}`,
      level: '',
    })
    const body = await read('analyst', `/assessment/${id}`)
    expect(body).toMatch(/What goes with more violence Violence near Brickfields: 288 offences. Moderate evidence/)
    expect(body).toContain('No finding names a protective factor yet.')
    expect(body).toContain('Totals of violence: Northgate')
    expect(body).not.toContain('What may now be wrong')
  })
})

describe('an edition', () => {
  test('comes after review by a second person, whose comments are settled first', async () => {
    expect((await post('director', `/assessment/${id}/freeze`, { version: await version(id) })).statusCode).toBe(409)
    expect((await post('officer', `/assessment/${id}/comments`, { words: 'Why?', part: '' })).statusCode).toBe(409)
    expect((await post('analyst', `/assessment/${id}/review`)).statusCode).toBe(303)
    expect((await it.get('analyst', `/assessment/${id}/write`)).statusCode).toBe(409)
    expect((await findRecord(it.db, `needs-draft/${id}`))?.ownerRole).toBe('director')
    expect(
      (await post('officer', `/assessment/${id}/comments`, { words: 'Say since when.', part: await chapter(1) }))
        .statusCode,
    ).toBe(303)
    const waiting = await post('director', `/assessment/${id}/freeze`, { version: await version(id) })
    expect(plain(waiting.body)).toContain('1 comment not settled')
    const comment = /comments\/(\d+)\/settle/.exec((await it.get('analyst', `/assessment/${id}`)).body)?.[1]
    expect((await post('officer', `/assessment/${id}/comments/${comment}/settle`, { answer: '' })).statusCode).toBe(422)
    expect(
      (await post('analyst', `/assessment/${id}/comments/${comment}/settle`, { answer: 'Said.' })).statusCode,
    ).toBe(303)
  })

  test('waits for a sentence kept earlier that tells such a number, and a release is warned of one', async () => {
    const text = { id: 'b901', kind: 'text', text: `${risingWard} had 3 victims.`, level: null }
    const put = (blocks: string) =>
      it.db.run(
        sql`update needs_assessments set document = jsonb_set(document, '{chapters,0,blocks}', ${blocks}::jsonb) where id = ${id}`,
      )
    const Blocks = z.object({ blocks: z.array(z.unknown()) })
    const { blocks } = await it.db.one(
      Blocks,
      sql`select document->'chapters'->0->'blocks' as blocks from needs_assessments where id = ${id}`,
    )
    await put(JSON.stringify([...blocks, text]))
    const answer = await post('director', `/assessment/${id}/freeze`, { version: await version(id) })
    expect([answer.statusCode, plain(answer.body).includes('tells a number too small to be shown')]).toEqual([
      409,
      true,
    ])
    await put(JSON.stringify(blocks))
  })

  test('is not frozen when data come in between its words and its counts: nothing is kept, and the page says why', async () => {
    const assessment = await queries.find(it.db, id)
    if (!assessment) throw new Error('no assessment')
    const made = { assessment, drawn: { levels: [], chapters: [] }, dataVersion: await dataVersion(it.db), note: '' }
    const shift = (by: string) => it.db.run(sql`update imports set finished_at = finished_at + ${by}::interval`)
    await shift('1 second')
    const director = { ...anyone, role: 'director', email: 'director@example.org' } as const
    await expect(freeze(it.db, { actor: director, today }, made)).rejects.toMatchObject({
      status: 409,
      message: expect.stringContaining('New data came in'),
    })
    expect(await queries.editions(it.db, id)).toEqual([])
    await shift('-1 second')
    expect(await dataVersion(it.db)).toBe(made.dataVersion)
  })

  test('is frozen by the director alone, numbered and dated, with everything as it stood', async () => {
    for (const who of ['analyst', 'officer', lead] as const)
      expect((await post(who, `/assessment/${id}/freeze`, { version: await version(id) })).statusCode).toBe(403)
    const answer = await post('director', `/assessment/${id}/freeze`, {
      version: await version(id),
      note: 'For the board.',
    })
    expect(answer.statusCode, plain(answer.body)).toBe(303)
    edition = numberOf(answer.headers.location)
    const body = await read('officer', `/assessment/editions/${edition}`)
    expect(body).toContain('edition 1')
    expect(body).toContain('Frozen on 22 November 2026')
    expect(body).toContain('288 offences')
    expect(body).not.toContain('What may now be wrong')
    expect((await it.get(lead, `/assessment/editions/${edition}`)).statusCode).toBe(404)
    expect((await it.get('provider', `/assessment/editions/${edition}`)).statusCode).toBe(403)
  })

  test('is released with its words and the counts of its tables, and a sentence that tells too much is named', async () => {
    const item = await editionBuilder.build(it.db, `assessment-edition/${edition}`)
    expect(item).toMatchObject({
      kind: 'assessment-edition',
      summary: 'For the board.',
      places: [],
      because: [`assessment-edition/${edition}`],
    })
    const words = item?.sections?.map(({ text }) => text).join('\n')
    expect(words).toContain('There were 288 offences in Brickfields.')
    expect(words).not.toContain('756')
    const years = ['2024-10/2025-09', '2025-10/2026-09']
    const abuse = item?.tables?.find(table => table.id.endsWith('-domestic-abuse'))
    // true counts, for the release to protect, of years that end with a quarter
    expect(abuse?.rows.map(row => [row[2], row[3]])).toEqual(years.map(year => [year, 756]))
    expect(abuse?.columns.find(column => column.role === 'count')).toMatchObject({
      counts: 'domestic-abuse',
      sensitive: true,
    })
    const { content } = await it.db.one(
      z.object({ content: z.unknown() }),
      sql`select content from needs_assessment_editions where id = ${edition}`,
    )
    expect(JSON.stringify(content)).not.toContain('"rows":[["X12000001"')
    expect(item?.sources?.[0]).toMatchObject({ title: expect.stringContaining('edition 1'), asAt: today })
    expect(await editionBuilder.build(it.db, 'assessment-edition/999')).toBeUndefined()
    expect(await editionBuilder.build(it.db, `finding/${edition}`)).toBeUndefined()
    const hint = async () =>
      (await editionBuilder.choices(it.db, anyone)).find(one => one.key === `assessment-edition/${edition}`)?.hint
    expect(await hint()).not.toContain('Do not release')
    const old = await it.db.one(
      z.object({ content: z.unknown() }),
      sql`select content from needs_assessment_editions where id = ${edition}`,
    )
    const worse = JSON.stringify(old.content).replace(
      'There were 288 offences in Brickfields.',
      'There were 3 offences in Brickfields.',
    )
    await it.db.run(sql`update needs_assessment_editions set content = ${worse}::jsonb where id = ${edition}`)
    expect(await hint()).toContain('Do not release it as it is: “There were 3 offences in Brickfields.” tells a number')
    await it.db.run(
      sql`update needs_assessment_editions set content = ${JSON.stringify(old.content)}::jsonb where id = ${edition}`,
    )
  })

  test('stands in the threads because of its findings', async () => {
    const record = await findRecord(it.db, `assessment-edition/${edition}`)
    expect(record).toMatchObject({ state: 'frozen', href: `/assessment/editions/${edition}` })
    expect(await read('director', `/threads/assessment-edition/${edition}`)).toContain('Finding: Brickfields')
  })

  test('keeps the draft it was frozen from', async () => {
    const answer = await post('analyst', `/assessment/${id}/discard`, { version: await version(id), sure: 'yes' })
    expect(answer.statusCode).toBe(409)
    expect((await it.get('analyst', `/assessment/${id}/write`)).body).not.toContain('Discard this draft')
  })

  test('gives its figures as CSV and as a spreadsheet', async () => {
    const csv = await it.get('officer', `/assessment/editions/${edition}/figures.csv`)
    expect(csv.body).toContain('Violence with injury: 12 months to October 2026,2025-11/2026-10,288,offences,')
    const notes = await it.get('officer', `/assessment/editions/${edition}/notes.csv`)
    expect(csv.body).toMatch(
      /Violence with injury: rate,2025-11\/2026-10,[\d.]+,a thousand residents,\d+,\d+,residents,/,
    )
    expect(notes.body.split('They do not add up to one number.')).toHaveLength(2)
    expect(csv.body).not.toContain('They do not add up')
    const ods = await it.get('officer', `/assessment/editions/${edition}/figures.ods`)
    expect(ods.headers['content-type']).toContain('opendocument.spreadsheet')
    expect(ods.rawPayload.subarray(0, 2).toString()).toBe('PK')
    for (const file of ['figures.csv', 'figures.ods', 'notes.csv'])
      expect((await it.get(lead, `/assessment/editions/${edition}/${file}`)).statusCode).toBe(404)
  })

  test('is never changed: the draft goes on, and the difference says how', async () => {
    await write(id, 'blocks', { chapter: await chapter(2), kind: 'text', text: 'More in winter.', level: '' })
    expect(await read('analyst', `/assessment/editions/${edition}`)).not.toContain('More in winter.')
    const body = await read('analyst', `/assessment/${id}/difference?from=${edition}&to=draft`)
    expect(body).toMatch(/Added · The people most harmed/)
    expect(body).toContain('added: More in winter.')
    expect(await read('analyst', `/assessment/${id}/difference?from=${edition}&to=${edition}`)).toContain(
      'Nothing is different',
    )
    expect((await it.get('analyst', `/assessment/${id}/difference?from=999&to=draft`)).statusCode).toBe(404)
  })
})

const released = '/publications/our-needs'
const files = ['figures.csv', 'figures.ods', 'notes.csv'].map(name => `${released}/${name}`)
let pageThen = { body: '', csv: '' }

describe('a released edition', () => {
  test('is prepared by an officer, read by a second person as the public will, and published by the director', async () => {
    const values = { title: 'Our needs', summary: 'What we know.', chosen: `assessment-edition/${edition}` }
    for (const who of ['provider', lead] as const) expect((await post(who, '/releases', values)).statusCode).toBe(403)
    const release = numberOf((await post('officer', '/releases', values)).headers.location)
    expect((await it.get('public', released)).statusCode).toBe(404)
    for (const file of files) expect((await it.get('public', file)).statusCode).toBe(404)
    await publishRelease(it, release)
  })

  test('is one page with its tables, and two files of the same figures, for everybody', async () => {
    for (const who of ['public', 'provider', lead, 'officer'] as const) {
      expect((await it.get(who, released)).statusCode).toBe(200)
      for (const file of files) expect((await it.get(who, file)).statusCode).toBe(200)
    }
    const { body } = await it.get('public', released)
    expect(plain(body)).toContain('Violence with injury, Riverton')
    expect(plain(body)).toContain('There were 288 offences in Brickfields.')
    expect(plain(body)).toContain('Public figures are of 12 months that end with a quarter')
    expect(body).toContain(`href="${files[1]}"`)
    const csv = (await it.get('public', files[0] ?? '')).body
    expect(csv).toContain('Domestic abuse,')
    expect(csv).toContain('2025-10/2026-09')
    const ods = await it.get('public', files[1] ?? '')
    expect(ods.headers['content-type']).toContain('opendocument.spreadsheet')
    expect(ods.rawPayload.subarray(0, 2).toString()).toBe('PK')
    for (const odd of [
      '/publications/none/figures.csv',
      `${released}/editions/9/figures.ods`,
      `${released}/editions/x/figures.csv`,
    ])
      expect((await it.get('public', odd)).statusCode).toBe(404)
    pageThen = { body: plain(body), csv }
  })
})

describe('when a later file counts otherwise', () => {
  test('the finding, the figures and the sentence that hold the old ones are marked, in the draft and on the edition', async () => {
    await it.db.transaction(async tx => {
      await tx.run(sql`update series set amounts[48] = amounts[48] + 5 where place_id = (select id from places where code = ${wardCode(risingWard)})
        and measure_id = (select id from measures where code = 'violence-with-injury')`)
      await tx.run(sql`update imports set finished_at = now() + interval '1 minute'`)
    })
    for (const url of [`/assessment/${id}`, `/assessment/editions/${edition}`]) {
      const { body } = await it.get('analyst', url)
      expect(plain(body)).toContain('What may now be wrong')
      expect(body).toContain('<mark class="up-doubt">There were 288 offences in Brickfields.')
      expect(body).not.toContain('<mark class="up-doubt">Nothing else is said.')
    }
    expect(await read('analyst', `/assessment/editions/${edition}`)).toContain('Since this edition data were updated.')
  })

  test('what was released stays as it was, page and files', async () => {
    expect(await read('public', released)).toBe(pageThen.body)
    expect((await it.get('public', files[0] ?? '')).body).toBe(pageThen.csv)
  })
})

describe('the totals page', () => {
  test('shows what each role may see, and a file of it', async () => {
    for (const who of ['analyst', 'officer', 'director', lead] as const)
      expect(await read(who, '/analyses/totals')).toContain('Domestic abuse')
    expect((await it.get('provider', '/analyses/totals')).statusCode).toBe(403)
    expect(await read(lead, `/analyses/totals?place=${boroughCode(1)}`)).not.toContain('Totals of violence: Eastmere')
    expect((await it.get('analyst', '/analyses/totals.csv')).body).toContain('Domestic abuse,2026-10,756')
  })
})
