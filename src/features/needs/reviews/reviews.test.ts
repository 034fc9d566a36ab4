import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boroughCode, seedCity } from '../../../../test/city.ts'
import { multipart } from '../../../../test/imports.ts'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { roles } from '../../people/index.ts'
import { findRecord } from '../../threads/index.ts'
import { Reading } from '../analyses/reading.ts'
import * as queries from './queries.ts'
import { reviewsView } from './view.ts'

let it: TestApp
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}, more: [string, string][] = []) =>
  it.ask(who, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams([...Object.entries(values), ...more]).toString(),
  })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const read = async (who: Who, url: string) => plain((await it.get(who, url)).body)
const lead = (borough: number): Who => `borough-lead:${boroughCode(borough)}`

const good = {
  type: 'scr',
  reference: '2020/03',
  title: 'exclusion and moving between boroughs',
  publisher: 'Riverton Safeguarding Partnership',
  published: '2020-03',
  address: 'https://partnership.example/reviews/2020-03',
}
const numberOf = (answer: { headers: Record<string, unknown> }) =>
  Number(/(\d+)$/.exec(String(answer.headers.location))?.[1])

const enter = async (more: Record<string, string> = {}) => {
  const answer = await post('officer', '/reviews', { ...good, ...more })
  expect(answer.statusCode).toBe(303)
  return numberOf(answer)
}
const add = async (review: number, boroughs: number[], more: Record<string, string> = {}) => {
  const values = { number: '1', text: 'Schools meet the borough first.', owner: 'Head teachers', themes: 'exclusion' }
  const chosen = boroughs.map((borough): [string, string] => ['boroughs', boroughCode(borough)])
  const answer = await post('officer', `/reviews/${review}/recommendations`, { ...values, ...more }, chosen)
  expect(answer.statusCode).toBe(303)
  const all = await queries.recommendations(it.db, { reviewId: review })
  return all.find(each => each.number === Number(more.number ?? 1))?.id ?? 0
}
const check = async (review: number) =>
  post('director', `/reviews/${review}/check`, { version: String((await queries.find(it.db, review))?.version) })
const say = (who: Who, id: number, place: number | '', state: string, version = 0, response = 'In every school.') =>
  post(who, `/reviews/recommendations/${id}/answer`, {
    place: place === '' ? '' : boroughCode(place),
    state,
    response,
    version: String(version),
  })

beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(() => it.close())

describe('the register', () => {
  test('is empty at first, says how to fill it, and makes no reading', async () => {
    expect(await read('officer', '/reviews')).toContain('No review is entered yet. An officer or analyst enters')
    expect(await read('director', '/reviews/recommendations')).toContain('No recommendation is entered yet.')
    const rooms = { db: it.db, pack: it.pack, bench: openBench(), today: () => today }
    expect(await reviewsView.read(rooms, {})).toBeUndefined()
    await rooms.bench.close()
  })

  test('takes a review by its reference and refuses what somebody is called, wherever it stands', async () => {
    for (const [field, text] of [
      ['title', 'the death of Jamie'],
      ['title', 'Child C'],
      ['title', 'Jamie Example'],
      ['reference', 'Child-C'],
      ['publisher', 'a board, for Mr Example'],
      ['publisher', 'the board of Jamie Example'],
      ['address', 'https://partnership.example/child-c.pdf'],
      ['title', 'a boy, born 4.5.2003'],
    ] as const) {
      const answer = await post('officer', '/reviews', { ...good, [field]: text })
      expect([field, text, answer.statusCode]).toEqual([field, text, 422])
      expect(answer.body).toContain('name="publisher"')
    }
    for (const published of ['2027', '2026-12', '14 March 2020', '2020-02-31'])
      expect((await post('officer', '/reviews', { ...good, published })).statusCode, published).toBe(422)
  })

  test('names no person in its recommendations, their answers and what was seen since', async () => {
    const id = await enter({ reference: '2020/10' })
    const named = await post('officer', `/reviews/${id}/recommendations`, {
      number: '1',
      text: 'Schools learn from what Jamie Example went through',
      owner: 'Head teachers',
    })
    expect([named.statusCode, named.body.includes('looks like somebody’s name')]).toEqual([422, true])
    const one = await add(id, [])
    for (const [form, values] of [
      ['answer', { state: 'done', response: 'Jamie Example’s school was told' }],
      ['evidence', { text: 'Seen by Ade Example', seenOn: '2026-10-01' }],
    ] as const) {
      const { body } = await post('officer', `/reviews/recommendations/${one}/${form}`, {
        place: '',
        version: '1',
        ...values,
      })
      expect(body, form).toContain('looks like somebody’s name')
    }
  })

  test('is read by boroughs once a second person has checked it, and again after each change of what it says', async () => {
    const id = await enter({ reference: '2020/11' })
    expect((await it.get(lead(0), `/reviews/${id}`)).statusCode).toBe(404)
    expect(await findRecord(it.db, `review/${id}`)).toMatchObject({ ownerRole: 'director', facts: { agreed: false } })
    expect((await post('director', `/reviews/${id}/check`, { version: '0' })).statusCode, 'not as it was read').toBe(
      409,
    )
    expect((await check(id)).statusCode).toBe(303)
    expect(await read(lead(0), `/reviews/${id}`)).toContain('SCR 2020/11, 2020')
    const edited = { ...good, reference: '2020/11', version: '2', title: 'exclusion' }
    expect((await post('officer', `/reviews/${id}/edit`, edited)).statusCode).toBe(303)
    expect((await it.get(lead(0), `/reviews/${id}`)).statusCode).toBe(404)
    expect((await post('officer', `/reviews/${id}/edit`, edited)).statusCode).toBe(409) // somebody saved meanwhile
    const page = await read('officer', `/reviews/${id}`)
    expect(page).toContain('Waits to be checked')
    expect(page).toContain(': the title')
    await post('analyst', `/reviews/${id}/remove`, { reason: 'Entered twice' })
  })

  test('loses the words of a review that is removed, in the lists, the threads and the tables', async () => {
    const id = await enter({ title: 'zebrafish and school' })
    const one = await add(id, [0], { text: 'Zebrafish first.' })
    expect((await post('officer', `/reviews/${id}/remove`, { reason: '' })).statusCode).toBe(422)
    expect((await post('officer', `/reviews/${id}/remove`, { reason: 'It named somebody' })).statusCode).toBe(303)
    expect(await read('officer', `/reviews/${id}`)).toContain('Removed, with its words. It named somebody')
    expect((await it.get('officer', `/reviews/recommendations/${one}`)).statusCode).toBe(404)
    expect((await post('officer', `/reviews/${id}/edit`, { ...good, version: '9' })).statusCode).toBe(409)
    for (const url of ['/reviews.csv', '/reviews/recommendations.csv', '/threads.csv', '/search?q=zebrafish'])
      expect((await it.get('director', url)).body, url).not.toMatch(/zebrafish (and|first)/i)
    const left = await it.db.run(sql`select 1 from reviews where title ilike '%zebrafish%'`)
    expect(left + (await it.db.run(sql`select 1 from review_recommendations where text ilike '%zebra%'`))).toBe(0)
  })
})

describe('recommendations on exclusion to more than one borough since 2018, and what was done', () => {
  let done: number
  beforeAll(async () => {
    const early = await enter({ published: '2016', reference: '2016/01' })
    await add(early, [0, 1], { text: 'Too early to be found.' })
    const late = await enter({ reference: '2020/07' })
    done = await add(late, [0, 1], { text: 'Both boroughs meet the school first.' })
    await add(late, [0], { number: '2', text: 'One borough alone.' })
    await add(late, [0, 1], { number: '3', text: 'On another theme.', themes: 'housing' })
    await add(late, [0, 1], { number: '4', text: 'Still to be answered.' })
    for (const id of [early, late]) await check(id)
    const waiting = await enter({ reference: '2021/01' })
    await add(waiting, [0, 1], { text: 'Nobody has checked this.' })
  })
  const search = '/reviews/recommendations?theme=exclusion&since=2018&boroughs=2'

  test('are found, each borough answers for its own, and the whole is as far as the least', async () => {
    expect((await say(lead(0), done, 0, 'done')).statusCode).toBe(303)
    expect((await say(lead(0), done, 1, 'done')).statusCode).toBe(403)
    expect((await say(lead(2), done, 2, 'done')).statusCode).toBe(404) // not addressed to it
    expect(await read('director', search)).toContain(
      '2 recommendations on exclusion and absence from school, to more than one borough, in reviews published since 2018: 0 done and 2 not answered.',
    )
    expect((await say(lead(1), done, 1, 'in progress', 0, '')).statusCode).toBe(303)
    expect((await say(lead(1), done, 1, 'done', 1, '')).statusCode).toBe(422) // done is not said without a word
    expect((await say(lead(1), done, 1, 'done', 1)).statusCode).toBe(303)
    const stale = await say(lead(1), done, 1, 'accepted', 1, 'Words typed with care')
    expect(stale.statusCode).toBe(409)
    const page = await read(lead(0), search)
    expect(page).toContain(': 1 done and 1 not answered.')
    expect(page).toContain('Done by 2 of 2 boroughs No evidence of change yet')
    for (const other of ['Too early', 'One borough alone', 'another theme', 'Nobody has checked'])
      expect(page).not.toContain(other)
    expect(await read('officer', search)).toContain('1 more recommendation stands in reviews that wait to be checked')
    expect(await read('officer', `${search}&checked=all`)).toContain('Nobody has checked this.')
  })

  test('with evidence of change, by day and address, which the borough adds and takes away with a reason', async () => {
    const url = `/reviews/recommendations/${done}`
    const seen = { place: boroughCode(0), text: 'Fewer left the roll.', seenOn: '2026-10-01', address: '/facts/1' }
    expect((await post(lead(1), `${url}/evidence`, seen)).statusCode).toBe(403)
    expect((await post(lead(0), `${url}/evidence`, { ...seen, seenOn: '2027-01-01' })).statusCode).toBe(422)
    expect((await post(lead(0), `${url}/evidence`, { ...seen, text: 'Child C is back' })).statusCode).toBe(422)
    expect((await post(lead(0), `${url}/evidence`, seen)).statusCode).toBe(303)
    expect(await read('officer', url)).toContain('Fewer left the roll. 1 October 2026')
    const [kept] = await queries.evidence(it.db, [done])
    const away = `${url}/evidence/${kept?.id}/remove`
    expect((await post(lead(1), away, { reason: 'No' })).statusCode).toBe(403)
    expect((await post(lead(0), away, { reason: '' })).statusCode).toBe(422)
    expect((await post(lead(0), away, { reason: 'Counted twice' })).statusCode).toBe(303)
    expect(await read('officer', url)).not.toContain('Fewer left')
  })

  test('as a file and by words, with the same rows', async () => {
    const csv = (await it.get('analyst', search.replace('?', '.csv?'))).body
    expect(csv).toContain('Both boroughs meet the school first.')
    expect(csv).toContain('done. In every school.')
    expect(csv.trim().split('\r\n').length).toBe(3)
    expect(await read('analyst', '/reviews/recommendations?words=SCHOOL+both')).toContain('Both boroughs meet')
    expect(await read('analyst', '/reviews/recommendations?words=nothing+such')).toContain('No recommendations match')
  })

  test('as a reading of which a finding can be made, of checked reviews alone', async () => {
    const bench = openBench()
    const rooms = { db: it.db, pack: it.pack, bench, today: () => today }
    const asked = { theme: 'exclusion', since: '2018', boroughs: '2', checked: 'all' }
    const reading = Reading.parse(await reviewsView.read(rooms, asked))
    await bench.close()
    expect(reading.href).toMatch(/^\/reviews\/recommendations\?/)
    expect(Object.fromEntries(new URLSearchParams(reading.href.split('?')[1]))).toEqual({
      theme: 'exclusion',
      since: '2018',
      boroughs: '2',
    })
    // the words of a removed review must not live on in what was frozen of it
    expect(JSON.stringify(reading)).not.toContain('Both boroughs meet')
    expect(reading.table?.rows.map(row => row[1])).toContain(`/reviews/recommendations/${done}`)
    expect(reading.figures[0]).toMatchObject({ count: '2', denominator: 'of 5 recommendations in 2 reviews' })
    expect(reading.figures[1]).toMatchObject({ label: 'Done', count: '1', denominator: 'of 2 recommendations' })
    expect([reading.from, reading.to]).toEqual(['2018-01', '2026-11'])
    expect(await it.get('analyst', reading.method).then(answer => answer.statusCode)).toBe(200)
    expect((await it.get('analyst', search)).body).toContain('/findings/new?view=reviews&amp;theme=exclusion')
    expect((await it.get('officer', search)).body).not.toContain('/findings/new')
  })

  test('stand in the threads after their review, and a task follows from one', async () => {
    expect(await findRecord(it.db, `recommendation/${done}`)).toMatchObject({ state: 'done', ended: true })
    const page = await it.get('officer', `/reviews/recommendations/${done}`)
    expect(page.body).toContain(`/tasks/new?because=recommendation%2F${done}`)
    expect(plain(page.body)).toContain('SCR 2020/07, 2020')
    const task = { title: 'Visit the schools', ownerRole: 'officer', because: `recommendation/${done}` }
    expect((await it.ask('officer', { url: '/tasks', ...form(task) })).statusCode).toBe(303)
    expect(await read('officer', `/reviews/recommendations/${done}`)).toContain('Visit the schools Task, to do')
  })
})

describe('a file of recommendations', () => {
  const head = 'number,recommendation,owner,boroughs,themes\n'
  const send = (who: Who, id: number, content: string) => {
    const { url: _, ...rest } = multipart({}, { name: 'recommendations.csv', content })
    return it.ask(who, { ...rest, url: `/reviews/${id}/import` })
  }

  test('is shown before it is kept, and kept as it was shown', async () => {
    const id = await enter({ reference: '2022/01' })
    const csv = `${head}1,"Ask first, then write",Head teachers,${boroughCode(0)};${boroughCode(1)},exclusion\n2,Tell the school,Police,,information-sharing\n`
    const shown = await send('officer', id, csv)
    expect(shown.statusCode).toBe(200)
    expect(plain(shown.body)).toContain('2 recommendations would be added. Nothing is kept yet.')
    expect(await queries.recommendations(it.db, { reviewId: id })).toEqual([])
    expect((await post('officer', `/reviews/${id}/import/confirm`, { csv })).statusCode).toBe(303)
    expect(await queries.recommendations(it.db, { reviewId: id })).toMatchObject([
      { number: 1, text: 'Ask first, then write', boroughs: [boroughCode(0), boroughCode(1)], themes: ['exclusion'] },
      { number: 2, owner: 'Police', boroughs: [] },
    ])
    const again = await post('officer', `/reviews/${id}/import/confirm`, { csv })
    expect([again.statusCode, plain(again.body)]).toEqual([422, expect.stringContaining('Number 1 is there already')])
  })

  test('is refused whole, line by line, where something in it is wrong', async () => {
    const id = await enter({ reference: '2022/02' })
    for (const [content, words] of [
      [`${head}1,Child C is told,Schools,,\n`, 'Line 2: Take out “Child C”'],
      [`${head}1,Ask,Schools,Atlantis,\n`, 'Line 2: “Atlantis” is no borough or theme'],
      [`${head}1,Ask,Schools,,\n1,Ask,Schools,,\n`, 'Number 1 is there already'],
      ['a,b\n1,2\n', 'no column called number or recommendation or owner'],
      ['', 'empty'],
      ['%PDF-1.4', 'The file is a PDF'],
    ] as const) {
      const answer = await send('officer', id, content)
      expect([content, answer.statusCode]).toEqual([content, 422])
      expect(plain(answer.body)).toContain(words)
    }
    expect(await queries.recommendations(it.db, { reviewId: id })).toEqual([])
  })
})

describe('who may do what', () => {
  test('read: officers, analysts, directors and borough leads; enter and change: officers and analysts; check: directors', async () => {
    const id = await enter({ reference: '2023/01' })
    const one = await add(id, [0])
    await check(id)
    const at = `/reviews/recommendations/${one}`
    const reads = [
      '/reviews',
      '/reviews.csv',
      '/reviews/recommendations',
      '/reviews/recommendations.csv',
      `/reviews/${id}`,
      at,
    ]
    const forms = [
      '/reviews/new',
      `/reviews/${id}/edit`,
      `/reviews/${id}/recommendations`,
      `/reviews/${id}/import`,
      `${at}/edit`,
    ]
    const writes = [
      '/reviews',
      `/reviews/${id}/edit`,
      `/reviews/${id}/recommendations`,
      `/reviews/${id}/import`,
      `/reviews/${id}/import/confirm`,
      `/reviews/${id}/remove`,
      `${at}/edit`,
      `${at}/remove`,
    ]
    for (const role of roles) {
      const who: Who = role === 'borough-lead' ? lead(0) : role
      const closed = role === 'public' ? 303 : 403
      const may = ['officer', 'analyst', 'director', 'borough-lead'].includes(role)
      for (const url of reads)
        expect([role, url, (await it.get(who, url)).statusCode]).toEqual([role, url, may ? 200 : closed])
      const edits = role === 'officer' || role === 'analyst'
      for (const url of forms)
        expect([role, url, (await it.get(who, url)).statusCode]).toEqual([role, url, edits ? 200 : closed])
      const refused = role === 'public' ? 401 : 403
      for (const url of writes)
        expect([role, url, (await post(who, url)).statusCode]).toEqual([role, url, edits ? 422 : refused])
      if (role !== 'director') expect((await post(who, `/reviews/${id}/check`)).statusCode, role).toBe(refused)
      const answers = edits || role === 'borough-lead'
      for (const url of [`${at}/answer`, `${at}/evidence`])
        expect([role, url, (await post(who, url, { place: boroughCode(0) })).statusCode]).toEqual([
          role,
          url,
          answers ? 422 : refused,
        ])
    }
    expect((await check(id)).statusCode).toBe(409) // it is checked
  })

  test('nothing a form can be sent ends in an error of ours', async () => {
    const id = await enter({ reference: '2023/02' })
    const one = await add(id, [0])
    const names = [
      'type',
      'reference',
      'title',
      'publisher',
      'published',
      'address',
      'number',
      'text',
      'owner',
      'state',
      'response',
      'version',
      'reason',
      'place',
      'seenOn',
      'csv',
      'themes',
      'boroughs',
    ]
    for (const text of ['', ' ', '-1', 'x'.repeat(9_000), '<script>', '9999-99-99', '99999999999999', '"', 'a,b\n"'])
      for (const url of [
        '/reviews',
        `/reviews/${id}/edit`,
        `/reviews/${id}/recommendations`,
        `/reviews/${id}/import`,
        `/reviews/${id}/import/confirm`,
        `/reviews/recommendations/${one}/answer`,
        `/reviews/recommendations/${one}/evidence`,
        `/reviews/recommendations/${one}/evidence/1/remove`,
      ])
        expect(
          (await post('officer', url, Object.fromEntries(names.map(name => [name, text])))).statusCode,
          url,
        ).toBeLessThan(500)
    for (const url of [
      '/reviews/0',
      '/reviews/x',
      '/reviews/recommendations/x',
      '/reviews/99999/edit',
      '/reviews?type=x&theme=%00',
    ])
      expect((await it.get('officer', url)).statusCode).toBeLessThan(500)
  })
})
