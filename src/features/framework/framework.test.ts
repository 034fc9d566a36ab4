import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../test/support.ts'
import { packFolder } from '../../platform/pack.ts'
import { sql } from '../../platform/sql.ts'
import { keep } from '../threads/index.ts'
import { labelAsAt, labelOf, loadContents, loadPack, measuresOf, parseFile } from './index.ts'
import { missingOf } from './look/missing.ts'
import { showMissing } from './look/missing-view.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await loadPack(it.db, 'demo', 'tests')
  await it.db.run(sql`
    insert into measures (code, name, short, topic, unit, kind, direction, definition, lowest_level) values
      ('calm', 'Calm streets', 'Calm', 'perceptions', 'streets', 'count', 'higher is better', 'Streets that are calm', 'borough'),
      ('noise', 'Noise', 'Noise', 'perceptions', 'streets', 'count', 'higher is worse', 'Noise', 'borough')`)
})
afterAll(() => it.close())

const pages = [
  '/framework',
  '/framework/drawing',
  '/framework/drawing?layer=objectives',
  '/framework/drawing?layer=journey',
  '/framework/gaps',
  '/framework/balance',
  '/framework/questions',
  '/framework/questions/stewards-hours',
  '/framework/about',
  '/framework/versions',
  '/framework/aims',
  '/framework/aims.csv',
  '/framework/items',
  '/framework/items.csv',
  '/framework/statistics',
  '/framework/statistics.csv',
  '/framework/proposals',
  '/framework/feel-safer',
  '/framework/feel-safer/missing',
  '/framework/mission-m1',
  '/framework/statistic-excluded',
  '/measures/calm',
]
const forms = [
  '/framework/mission-m1/words',
  '/framework/feel-safer/measure',
  '/framework/questions/stewards-hours/answer',
]
const outsiders = ['public', 'young-assessor', 'provider', 'administrator'] as const
const readers = ['borough-lead:X09000001', 'officer', 'analyst', 'director'] as const

describe('who may look and who may change', () => {
  test.each(readers)('%s reads every page', async role => {
    for (const page of pages) expect([page, (await it.get(role, page)).statusCode]).toEqual([page, 200])
  })

  test.each(outsiders)('%s reads none, known or guessed', async role => {
    const refused = role === 'public' ? 303 : 403
    for (const page of [...pages, ...forms, '/framework/no-such-code', '/framework/proposals/1'])
      expect([page, (await it.get(role, page)).statusCode]).toEqual([page, refused])
  })

  test('only an analyst proposes', async () => {
    for (const page of forms) {
      expect((await it.get('analyst', page)).statusCode).toBe(200)
      for (const role of ['borough-lead:X09000001', 'officer', 'director'] as const) {
        expect((await it.get(role, page)).statusCode).toBe(403)
        expect((await it.ask(role, { ...form({ value: 'x', reason: 'y' }), url: page })).statusCode).toBe(403)
      }
    }
  })

  test('what is not there is not found, and no address breaks', async () => {
    for (const url of [
      '/framework/no-such-code',
      '/framework/feel-safer/words',
      '/framework/feel-safer/nonsense',
      '/framework/proposals/x',
      '/framework/proposals/99',
      '/framework/questions/none',
      `/framework/${'a'.repeat(200)}`,
      '/framework/%00',
      '/measures/none',
    ])
      expect([url, (await it.get('analyst', url)).statusCode < 500]).toEqual([url, true])
    expect((await it.get('analyst', '/framework/no-such-code')).statusCode).toBe(404)
  })
})

const Id = z.object({ id: z.number() })
const newest = async () => (await it.db.one(Id, sql`select max(id) as id from framework_proposals`)).id
const propose = (url: string, values: Record<string, string>) => it.ask('analyst', { ...form(values), url })
const settle = (role: 'director' | 'analyst' | 'officer', id: number, values: Record<string, string>) =>
  it.ask(role, { ...form(values), url: `/framework/proposals/${id}` })

describe('a change is proposed by one and decided by another', () => {
  test('the mission changes once, from its day, and last year keeps its words', async () => {
    const values = { value: 'Everybody in Riverton grows up safe', startsOn: today, reason: 'Said plainly' }
    expect((await propose('/framework/mission-m1/words', values)).statusCode).toBe(303)
    expect(await labelAsAt(it.db, 'mission-m1', today)).toBe('Nobody in Riverton grows up afraid')
    const id = await newest()
    expect((await settle('analyst', id, { verdict: 'approve' })).statusCode).toBe(403)
    expect((await settle('officer', id, { verdict: 'approve' })).statusCode).toBe(403)
    expect((await settle('director', id, {})).statusCode).toBe(422)
    expect((await settle('director', id, { verdict: 'approve' })).statusCode).toBe(303)
    expect((await settle('director', id, { verdict: 'decline' })).statusCode).toBe(409)
    expect(await labelAsAt(it.db, 'mission-m1', today)).toBe('Everybody in Riverton grows up safe')
    expect(await labelAsAt(it.db, 'mission-m1', '2025-11-22')).toBe('Nobody in Riverton grows up afraid')
    expect((await it.get('officer', '/framework')).body).toContain('Everybody in Riverton grows up safe')
    const page = (await it.get('officer', '/framework/mission-m1')).body
    expect(page).toContain('Nobody in Riverton grows up afraid')
  })

  test('words cannot begin before the day they are approved', async () => {
    const values = { value: 'Kind, clear and quick', startsOn: '2020-01-01', reason: 'x' }
    await propose('/framework/value-kind/words', values)
    await settle('director', await newest(), { verdict: 'approve' })
    expect(await labelAsAt(it.db, 'value-kind', '2026-11-21')).toBe('Kind and clear')
    expect(await labelOf(it.db, 'value-kind')).toBe('Kind, clear and quick')
  })

  test('a measure answers an outcome only when a director has said so, and can be taken away', async () => {
    const url = '/framework/communities-and-place-outcome-safer-streets/measure'
    expect((await propose(url, { value: 'no-such', reason: 'x' })).statusCode).toBe(422)
    expect((await propose(url, { value: 'calm', reason: 'It asks people' })).statusCode).toBe(303)
    expect((await propose(url, { value: 'calm', reason: 'Again' })).statusCode).toBe(409)
    expect(await measuresOf(it.db)).toEqual([])
    await settle('director', await newest(), { verdict: 'approve', reason: 'Yes' })
    expect(await measuresOf(it.db)).toMatchObject([{ value: 'calm', why: 'It asks people' }])
    const page = (await it.get('officer', '/framework/communities-and-place-outcome-safer-streets')).body
    expect(page).toContain('Calm streets')
    expect(page).toContain('No figure has been loaded')
    expect((await it.get('officer', '/measures/calm')).body).toContain('More people feel safe on their own streets')
    await propose(`${url}-off`, { value: 'calm', reason: 'Wrong after all' })
    await settle('director', await newest(), { verdict: 'approve' })
    expect(await measuresOf(it.db)).toEqual([])
  })

  test('an outcome serves a goal once that is decided; the drawing and the goal’s page say so', async () => {
    expect((await it.get('officer', '/framework/drawing')).body).toContain('do not say which outcome serves which goal')
    await propose('/framework/families-outcome-relationships/goal', { value: 'feel-safer', reason: 'Home first' })
    await settle('director', await newest(), { verdict: 'approve' })
    expect((await it.get('officer', '/framework/feel-safer')).body).toContain('Family relationships are stronger')
    expect((await it.get('officer', '/framework/drawing')).body).toContain('the unit’s own decision')
  })

  test('an open question has no answer until one is approved; a declined one leaves none', async () => {
    const url = '/framework/questions/stewards-hours/answer'
    await propose(url, { value: 'Until eight', reason: 'x' })
    await settle('director', await newest(), { verdict: 'decline', reason: 'Ask the stewards first' })
    expect((await it.get('officer', '/framework/questions/stewards-hours')).body).toContain('Not decided')
    await propose(url, { value: 'Until seven', reason: 'They said so' })
    await settle('director', await newest(), { verdict: 'approve' })
    const page = (await it.get('officer', '/framework/questions/stewards-hours')).body
    expect(page).toContain('Until seven')
    expect(page).toContain('VRU director (director)')
    const proposals = (await it.get('officer', '/framework/proposals')).body
    expect(proposals).toContain('Declined')
    for (const text of [page, proposals]) expect(text).not.toContain('@tests.example')
  })

  test('each step has its audit row', async () => {
    const rows = await it.db.many(
      z.object({ what: z.string(), n: z.number() }),
      sql`select what, count(*) as n from audit where what like 'framework.%' and what <> 'framework.loaded' group by what order by what`,
    )
    expect(rows).toEqual([
      { what: 'framework.approved', n: 6 },
      { what: 'framework.declined', n: 1 },
      { what: 'framework.proposed', n: 7 },
    ])
  })

  test('a form sent empty, too long or with a person in it comes back with what was typed', async () => {
    const url = '/framework/mission-m1/words'
    const empty = await propose(url, { value: '', startsOn: 'soon', reason: '' })
    expect(empty.statusCode).toBe(422)
    for (const words of ['Enter the new words', 'Enter the first day', 'Enter the reason', 'soon'])
      expect(empty.body).toContain(words)
    const long = await propose(url, { value: 'x'.repeat(501), startsOn: today, reason: 'kept words' })
    expect(long.statusCode).toBe(422)
    expect(long.body).toContain('kept words')
    const person = await propose(url, {
      value: 'Fine',
      startsOn: today,
      reason: 'For the child born 03/04/2012, NHS number 943 476 5919',
    })
    expect(person.statusCode).toBe(422)
    expect(person.body).toContain('943 476 5919')
  })

  test('no posted body breaks it', async () => {
    const bodies = [
      '',
      'value',
      'value[]=a&value[]=b',
      'value=%00&reason=%00',
      '__proto__=x&reason=y',
      `reason=${'é'.repeat(5000)}`,
      'startsOn=9999-99-99&value=x&reason=y',
    ]
    for (const url of [...forms, '/framework/proposals/1', '/framework/families-outcome-relationships/goal-off'])
      for (const payload of bodies) {
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        const role = url.includes('proposals') ? 'director' : 'analyst'
        const answer = await it.ask(role, { method: 'POST', url, payload, headers })
        expect([url, payload.slice(0, 20), answer.statusCode < 500]).toEqual([url, payload.slice(0, 20), true])
      }
  })
})

describe('what is tagged', () => {
  const doing = { by: 'tests', today }
  const task = (n: number, more: object) => ({
    key: `task/${n}`,
    title: `Task number ${n}`,
    href: `/tasks/${n}`,
    places: ['X09000001'],
    ...more,
  })

  beforeAll(async () => {
    await keep(it.db, task(901, { outcomes: ['o1-visits'], areas: ['families'], preventionLevel: 'primary' }), doing)
    await keep(it.db, task(902, { outcomes: ['o1-quiet'], ended: true, journeyStage: 'stage-education' }), doing)
    await keep(it.db, task(903, { outcomes: ['o2-peer'], state: 'paused' }), doing)
  })

  const rows = async (role: (typeof readers)[number] | 'borough-lead:X09000002', query = '') =>
    (await it.get(role, `/framework/aims.csv${query}`)).body.trim().split(/\r?\n/).slice(1)

  test('every aim says live, done, paused or nothing yet', async () => {
    const found = await rows('officer')
    expect(found).toHaveLength(5)
    for (const [aim, state] of [
      ['A visit to every new parent', 'live'],
      ['A quiet place to do homework', 'done'],
      ['Young people trained to step in', 'paused'],
      ['Stewards at the busiest stops', 'nothing yet'],
    ] as const)
      expect(found.find(row => row.includes(aim))).toContain(state)
    expect(await rows('officer', '?state=nothing+yet')).toHaveLength(2)
  })

  test('a person of another borough sees neither the work nor that there is any', async () => {
    expect((await rows('borough-lead:X09000001')).find(row => row.includes('A visit'))).toContain('live')
    expect((await rows('borough-lead:X09000002')).find(row => row.includes('A visit'))).toContain('nothing yet')
    for (const page of [
      '/framework/families',
      '/framework/o1-visits',
      '/framework',
      '/framework/gaps',
      '/framework/balance',
    ])
      expect((await it.get('borough-lead:X09000002', page)).body).not.toContain('Task number')
    expect((await it.get('borough-lead:X09000001', '/framework/families')).body).toContain('Task number 901')
  })

  test('the balance counts each piece of work once and shows what does not say', async () => {
    const body = (await it.get('officer', '/framework/balance')).body
    expect(body).toContain('1 of 3 say; 2 do not.')
    expect(body).toContain('0 of 3 say; 3 do not.')
  })
})

describe('what nobody measures', () => {
  test('is one link from the goal’s page, with how a measure comes to be there', async () => {
    const body = (await it.get('officer', '/framework/partnership')).body
    expect(body).toContain('Nobody measures this yet')
    const href = /href="(\/framework\/partnership\/missing)"/.exec(body)?.[1] ?? ''
    const page = (await it.get('officer', href)).body
    expect(page).toContain('send the figures under')
    expect(page).not.toContain('href="/framework/partnership/measure"')
    expect((await it.get('analyst', href)).body).toContain('href="/framework/partnership/measure"')
    for (const odd of ['mission-m1', 'no-such-code', '99999999999'])
      expect((await it.get('officer', `/framework/${odd}/missing`)).statusCode, odd).toBe(404)
    for (const odd of ['%ED%A0%80', 'x'.repeat(130)])
      expect((await it.get('officer', `/framework/${odd}/missing`)).statusCode, odd).toBeLessThan(500)
  })

  test('in London names the survey, its publisher and how to load it, for items the strategy has; with no number to be copied', () => {
    const file = readFileSync(join(packFolder('london'), 'framework/london-2025.json'), 'utf8')
    const codes = parseFile('london-2025.json', file).nodes.map(node => node.code)
    for (const code of ['feel-safer', 'communities-and-place-outcome-safety']) {
      expect(codes).toContain(code)
      expect(missingOf('london', code)).toMatchObject([
        { title: 'Public Attitude Survey', publisher: expect.stringContaining('MOPAC') },
      ])
    }
    const node = {
      version: 'london-2025',
      code: 'feel-safer',
      kind: 'goal',
      label: 'Feel safer',
      number: 1,
      parent: null,
      source: { document: 'a', section: 'b' },
      alsoIn: [],
      caution: null,
      note: null,
      detail: {},
    }
    const { data } = showMissing(node, missingOf('london', 'feel-safer'), { packId: 'london', code: 'E12000007' }, true)
    const told = JSON.stringify(data)
    expect(told).toContain('import public-attitude-survey.csv --as measure-csv')
    expect(told).toContain('E12000007,YEAR,residents-feel-safe,SAID SO,ASKED,')
    expect(missingOf('demo', 'feel-safer')).toEqual([])
  })
})

describe('the drawing of the whole', () => {
  const Item = z.object({ kind: z.string(), label: z.string() })
  const plain = (text: string) =>
    text
      .replace(/<[^>]+>/g, ' ')
      .replace(/&#39;/g, "'")
      .replace(/\s+/g, ' ')

  test('its tables hold every objective, aim, stage and level, whatever layer is shown; each layer draws its own', async () => {
    const items = await it.db.many(
      Item,
      sql`select kind, label from framework_nodes where kind = any (${['objective', 'aim', 'stage', 'stage-action', 'level']}::text[])`,
    )
    expect(new Set(items.map(item => item.kind)).size).toBeGreaterThan(3)
    for (const layer of ['theory', 'objectives', 'journey', 'nonsense']) {
      const { body } = await it.get('officer', `/framework/drawing?layer=${layer}`)
      const tables = plain(body.slice(body.indexOf('id="table"')))
      for (const { label } of items) expect(tables, layer).toContain(plain(label))
    }
  })

  test('the pictures of the layers say what the tables say, with our own reading marked', async () => {
    const pictureOf = async (layer: string) => {
      const { body } = await it.get('officer', `/framework/drawing?layer=${layer}`)
      return plain(/<svg class="up-theory".*?<\/svg>/s.exec(body)?.[0] ?? '')
    }
    const labels = await it.db.many(
      Item,
      sql`select kind, label from framework_nodes where kind in ('objective', 'aim')`,
    )
    const drawn = await pictureOf('objectives')
    for (const { label } of labels) for (const word of label.split(' ').slice(0, 2)) expect(drawn).toContain(word)
    expect(drawn).toContain('Every contextual level')
    expect(await pictureOf('journey')).toContain('(our reading)')
  })
})

describe('a new strategy', () => {
  test('keeps old codes findable, leads to what they became, and brings their records along', async () => {
    const source = { document: 'next', section: 'All' }
    const item = (id: string) => ({ id, label: `Next ${id}`, source })
    const Kept = z.object({ code: z.string(), kind: z.string() })
    const carried = [
      'goal',
      'area',
      'area-aim',
      'outcome',
      'intervention',
      'policy',
      'objective',
      'aim',
      'principle',
      'level',
      'stage',
    ]
    const old = await it.db.many(
      Kept,
      sql`select code, kind from framework_nodes where kind = any (${carried}::text[])`,
    )
    const map = old
      .filter(({ code }) => code !== 'feel-safer')
      .map(({ code }) => (code === 'families' ? { from: code, to: 'homes' } : { from: code, to: [], note: 'Ended' }))
    const next = {
      id: 'riverton-2030',
      title: 'Riverton 2030',
      invented: true,
      startsOn: '2026-11-01',
      place: { name: 'Riverton' },
      documents: [{ id: 'next', title: 'Next', sections: ['All'] }],
      impactGoals: [item('feel-safer')],
      priorityAreas: [item('homes')],
      replaces: { framework: 'riverton-2026', map },
    }
    await loadContents(it.db, [parseFile('next.json', JSON.stringify(next))], 'tests')
    expect((await it.get('officer', '/framework')).body).toContain('Riverton 2030')
    const before = (await it.get('officer', '/framework/families')).body
    expect(before).toContain('has been replaced')
    expect(before).toContain('Next homes')
    expect((await it.get('officer', '/framework/homes')).body).toContain('Task number 901')
    expect(await labelAsAt(it.db, 'feel-safer', '2026-10-31')).toBe('Young people in Riverton feel safer')
    expect(await labelAsAt(it.db, 'feel-safer', today)).toBe('Next feel-safer')
    expect((await it.get('officer', '/framework/versions')).body).toContain('Ended')
  })
})
