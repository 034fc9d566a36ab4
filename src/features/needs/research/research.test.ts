import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCity } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { sql } from '../../../platform/sql.ts'
import { roles } from '../../people/index.ts'
import { findRecord } from '../../threads/index.ts'
import { costWords, outcomeOf, stageOf } from './rules.ts'
import { pounds } from './schemas.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(() => it?.close())

type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const good = {
  question: 'How do drug markets and violence go together here?',
  topic: 'drug markets',
  ownerRole: 'analyst',
}
const idOf = (location: unknown) => Number(/(\d+)$/.exec(String(location))?.[1])
const made = async (more: Record<string, string> = {}) => {
  const answer = await post('analyst', '/research', { ...good, ...more })
  expect(answer.statusCode, plain(answer.body).slice(0, 300)).toBe(303)
  return idOf(answer.headers.location)
}
const answered = {
  ...{
    supplier: 'A university',
    costPence: '£12,500',
    output: 'Where the market moved, violence followed within months.',
  },
  receivedOn: '2026-10-01',
}

describe('the research register', () => {
  test('an open question is visible with its owner, in whole pence once it costs something', async () => {
    const id = await made({ supplier: 'A university', costPence: '£12,500.50', dueOn: '2027-03-31' })
    const text = plain((await it.get('director', `/research/${id}`)).body)
    for (const words of [good.question, 'drug markets', 'VRU analyst', '£12,500.50', '31 March 2027'])
      expect(text).toContain(words)
    const { pence } = await it.db.one(
      z.object({ pence: z.number() }),
      sql`select cost_pence as pence from research_items where id = ${id}`,
    )
    expect(pence).toBe(1_250_050)
    expect(await findRecord(it.db, `research/${id}`)).toMatchObject({
      ownerRole: 'analyst',
      dueOn: '2027-03-31',
      state: 'being answered',
    })
    const open = await made()
    const list = plain((await it.get('officer', '/research?state=open')).body)
    expect(list).toContain('Open question')
    expect((await it.get('officer', `/research/${open}`)).body).toContain('None yet')
  })

  test('no report sits unpublished without a reason and a day to ask again', async () => {
    const id = await made()
    const save = (more: Record<string, string>, version = '1') =>
      post('analyst', `/research/${id}/edit`, { ...good, ...answered, version, ...more })
    const bare = await save({})
    expect(bare.statusCode).toBe(422)
    for (const words of ['Enter the day it was published, or why it is not', 'Enter the day somebody asks again'])
      expect(bare.body).toContain(words)
    expect((await save({ output: '', publishedOn: '2026-10-20' })).body).toContain('Enter what came out')
    expect((await save({ receivedOn: '', publishedOn: '2026-10-20' })).body).toContain('Enter the day it came to us')
    expect((await save({ publishedOn: '2099-10-20' })).body).toContain('must not be in the future')
    expect(
      (await save({ unpublishedReason: 'The university asks to publish first.', reviewOn: '2027-01-10' })).statusCode,
    ).toBe(303)
    expect(await findRecord(it.db, `research/${id}`)).toMatchObject({
      state: 'answered, not published',
      dueOn: '2027-01-10',
    })
    await expect(it.db.run(sql`update research_items set unpublished_reason = '' where id = ${id}`)).rejects.toThrow()
    expect(
      (await save({ publishedOn: '2026-11-01', useMade: 'It set where the youth workers go.' }, '2')).statusCode,
    ).toBe(303)
    expect(await findRecord(it.db, `research/${id}`)).toMatchObject({ state: 'published', ended: true, dueOn: null })
    expect((await save({ publishedOn: '2026-11-01' }, '2')).statusCode).toBe(409)
    const text = plain((await it.get('officer', `/research/${id}`)).body)
    for (const words of ['It set where the youth workers go.', 'Put on the register', 'Changed'])
      expect(text).toContain(words)
    expect((await it.get('officer', '/research.csv?state=published')).body).toContain('1250000')
  })

  test('an amount that is none, an address that is none and a name are not taken', async () => {
    const wrongs: Record<string, string>[] = [
      { costPence: 'a lot' },
      { outputHref: 'javascript:alert(1)' },
      { question: '' },
      { output: 'Jamie, born 04/05/2012' },
      { dueOn: 'soon' },
    ]
    for (const wrong of wrongs)
      expect((await post('analyst', '/research', { ...good, ...wrong })).statusCode, JSON.stringify(wrong)).toBe(422)
    for (const field of ['question', 'supplier', 'output', 'useMade'])
      expect(
        (await post('analyst', '/research', { ...good, [field]: 'What Jamie Example did' })).body,
        field,
      ).toContain('looks like somebody’s name')
    expect((await post('officer', '/research/exchange', { ...visit, learned: 'Ade Example told us' })).statusCode).toBe(
      422,
    )
    expect(['', '12,500', '£99.5', '0'].map(text => pounds.parse(text))).toEqual([null, 1_250_000, 9_950, 0])
    expect([null, 1_250_000, 9_950, 7].map(costWords)).toEqual(['', '£12,500', '£99.50', '£0.07'])
  })

  test('how far a question has come is said by what is written of it', () => {
    const item = { stoppedReason: '', publishedOn: null, receivedOn: null, supplier: '' }
    expect(stageOf(item)).toBe('open')
    expect(stageOf({ ...item, supplier: 'A university' })).toBe('commissioned')
    expect(stageOf({ ...item, receivedOn: '2026-10-01', stoppedReason: 'x' })).toBe('unpublished')
    expect(stageOf({ ...item, publishedOn: '2026-10-01' })).toBe('published')
    expect(stageOf({ ...item, stoppedReason: 'No money' })).toBe('stopped')
  })
})

const visit = {
  withWhom: 'Scottish Violence Reduction Unit',
  heldAt: 'Glasgow',
  visitedOn: '2026-10-12',
  learned: 'Navigators meet people in the emergency department.',
  ownerRole: 'officer',
}
const visited = async (more: Record<string, string>) => {
  const answer = await post('officer', '/research/exchange', { ...visit, ...more })
  expect(answer.statusCode, plain(answer.body).slice(0, 300)).toBe(303)
  return idOf(answer.headers.location)
}
const follows = { action: 'Ask Lantern Hill for a navigator', actionOn: '2027-02-01' }

describe('the exchange log', () => {
  test('a note leads to a dated action, which is a task because of it', async () => {
    const id = await visited(follows)
    const text = plain((await it.get('analyst', `/research/exchange/${id}`)).body)
    for (const words of [
      visit.learned,
      'Ask Lantern Hill for a navigator (to do, due 1 February 2027)',
      '12 October 2026',
      'To be tried',
    ])
      expect(text).toContain(words)
    expect(await findRecord(it.db, `exchange/${id}`)).toMatchObject({
      state: 'to be tried',
      ended: false,
      ownerRole: 'officer',
    })
    expect((await it.get('officer', '/tasks')).body).toContain(follows.action)
  })

  test('or says why nothing follows', async () => {
    const bare = await post('officer', '/research/exchange', visit)
    expect([bare.statusCode, bare.body.includes('Enter what we will try, or why nothing')]).toEqual([422, true])
    expect((await post('officer', '/research/exchange', { ...visit, ...follows, actionOn: '' })).body).toContain(
      'Enter the day by when',
    )
    expect(
      (await post('officer', '/research/exchange', { ...visit, visitedOn: '2099-01-01', noAction: 'x' })).statusCode,
    ).toBe(422)
    const id = await visited({ noAction: 'We have one already.' })
    expect(await findRecord(it.db, `exchange/${id}`)).toMatchObject({ state: 'no action', ended: true })
    const change = { ...visit, noAction: '', version: '1' }
    expect((await post('officer', `/research/exchange/${id}/edit`, change)).body).toContain(
      'Nothing follows from it yet: enter why',
    )
  })

  test('what was tried and the result are kept later', async () => {
    const id = await visited(follows)
    expect((await it.get('officer', `/research/exchange/${id}/edit`)).body).toContain('What we tried')
    const change = { ...visit, tried: 'A navigator two nights a week.', result: 'Half took up help.', version: '1' }
    expect((await post('officer', `/research/exchange/${id}/edit`, change)).statusCode).toBe(303)
    expect((await post('officer', `/research/exchange/${id}/edit`, change)).statusCode).toBe(409)
    expect(await findRecord(it.db, `exchange/${id}`)).toMatchObject({ state: 'result known', ended: true })
    expect((await it.get('analyst', '/research/exchange.csv')).body).toContain('Half took up help.')
  })

  test('what came of a visit is said by what is written of it', () => {
    const plain = { result: '', tried: '', noAction: '', actions: 0 }
    expect(outcomeOf(plain)).toBe('Nothing yet')
    expect(outcomeOf({ ...plain, noAction: 'x' })).toBe('No action')
    expect(outcomeOf({ ...plain, actions: 1, noAction: 'x' })).toBe('To be tried')
    expect(outcomeOf({ ...plain, actions: 1, tried: 'x' })).toBe('Being tried')
  })
})

test('each role: who reads and who writes both', async () => {
  const [item, note] = [await made(), await visited(follows)]
  const writes = ['officer', 'analyst', 'director']
  for (const role of roles) {
    const who = role === 'borough-lead' ? 'borough-lead:X09000001' : role
    const reads = writes.includes(role) || role === 'borough-lead'
    const may = writes.includes(role)
    for (const url of [
      '/research',
      '/research.csv',
      `/research/${item}`,
      '/research/exchange',
      '/research/exchange.csv',
      `/research/exchange/${note}`,
    ])
      expect((await it.get(who, url)).statusCode === 200, `${role} ${url}`).toBe(reads)
    for (const url of [
      '/research/new',
      `/research/${item}/edit`,
      '/research/exchange/new',
      `/research/exchange/${note}/edit`,
    ])
      expect((await it.get(who, url)).statusCode === 200, `${role} ${url}`).toBe(may)
    for (const url of ['/research', `/research/${item}/edit`, '/research/exchange', `/research/exchange/${note}/edit`])
      expect((await post(who, url)).statusCode === 422, `${role} ${url}`).toBe(may)
  }
  for (const wrong of ['0', '99999', 'x'])
    for (const at of ['/research', '/research/exchange'])
      expect((await it.get('officer', `${at}/${wrong}`)).statusCode).toBe(404)
})
