import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays } from '../../../lib/dates.ts'
import { sql } from '../../../platform/sql.ts'
import * as framework from '../../framework/index.ts'
import { roles } from '../../people/index.ts'
import { findRecord } from '../../threads/index.ts'
import { factBuilder } from './builder.ts'
import { factCard } from './card.ts'
import * as queries from './queries.ts'
import { inForce, loadStated } from './service.ts'
import { factWords } from './words.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await framework.loadPack(it.db, 'london', 'tests')
  await loadStated(it.db, { by: 'tests', today })
})
afterAll(() => it.close())

const good = {
  statement: 'Clubs open after five on a weekday',
  value: '1,214',
  unit: 'clubs',
  period: '2025 to 2026',
  geography: 'London',
  source: 'Youth provision count',
  reviewBy: addDays(today, 200),
}
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const idOf = (answer: { headers: Record<string, unknown> }) =>
  Number(/\/facts\/(\d+)$/.exec(String(answer.headers.location))?.[1])
const proposed = async (more: Record<string, string> = {}, who: Who = 'officer') =>
  idOf(await post(who, '/facts', { ...good, ...more }))
const current = async (more: Record<string, string> = {}) => {
  const id = await proposed(more)
  const answer = await post('analyst', `/facts/${id}/approve`, { reviewBy: more.reviewBy ?? good.reviewBy })
  expect(answer.statusCode).toBe(303)
  return id
}

describe('the figures of the strategies', () => {
  test('are kept as stated then, once, each with its source; where the document gives no period the words say so', async () => {
    expect(await loadStated(it.db, { by: 'tests', today })).toBe(0)
    const facts = await queries.list(it.db)
    expect(facts.filter(fact => fact.code !== null)).toHaveLength(58)
    expect(facts.every(fact => fact.status === 'stated then' && fact.period !== '' && fact.statedIn !== null)).toBe(
      true,
    )
    const untold = facts.filter(fact => !fact.periodStated)
    expect(untold.length).toBeGreaterThan(0)
    expect(untold.every(fact => fact.period.startsWith('period not given; as printed in '))).toBe(true)
  })

  test('stand on the page of statistics with their period, that no interval is stated, and a section a reader can find', async () => {
    const { body } = await it.get('officer', '/framework/statistics?size=500')
    const periods = [...body.matchAll(/data-h="Period"[^>]*>([^<]*)</g)].map(match => match[1]?.trim())
    expect(periods).toHaveLength(58)
    expect(periods.every(period => period && period !== 'Not stated')).toBe(true)
    expect(body.match(/Interval not stated in the source/g)).toHaveLength(58)
    expect(body).toContain('Period not given; as printed in VRU Work Programme (2019)')
    expect(body).not.toMatch(/, lines? \d/)
    expect((await it.get('officer', '/framework/statistic-reoffending-short')).body).toContain(
      'Period not given; as printed in',
    )
  })

  test('“knife injury” finds 1,877 and 2,222, each with its period', async () => {
    const { body } = await it.get('officer', '/facts?words=knife+injury')
    expect(body).toContain('2 facts')
    expect(body).toMatch(/1,877 people<\/span><small>last 12 months \(year to about March 2019\)/)
    expect(body).toMatch(/2,222 people<\/span><small>12 months to March 2018/)
    const csv = await it.get('officer', '/facts.csv?words=knife+injury')
    expect(csv.body).toContain('12 months to March 2018')
  })

  test('the list is narrowed by state, period and place', async () => {
    const period = await it.get('officer', `/facts?period=${encodeURIComponent('12 months to March 2018')}`)
    expect(period.body).toContain('2,222')
    expect(period.body).not.toContain('1,877')
    expect((await it.get('officer', '/facts?geography=Croydon')).body).toContain('2 facts')
    expect((await it.get('officer', '/facts?state=expired')).body).toContain('No fact')
  })

  test('their record page says where they are stated, and stands in the threads', async () => {
    const [fact] = (await queries.list(it.db)).filter(each => each.value === 2222)
    const { body } = await it.get('borough-lead', `/facts/${fact?.id}`)
    for (const words of [
      '2,222 people',
      '12 months to March 2018',
      'As stated then',
      'interval not stated in the source',
      '“Context”',
      'Thread',
    ])
      expect(body).toContain(words)
    expect(body).not.toMatch(/, lines? \d/)
    expect((await findRecord(it.db, `fact/${fact?.id}`))?.ended).toBe(true)
  })
})

describe('a fact', () => {
  test('is proposed, checked by an analyst, used, renewed and withdrawn, each with its audit row', async () => {
    const id = await proposed({}, 'borough-lead:E09000001')
    expect(await findRecord(it.db, `fact/${id}`)).toMatchObject({ ownerRole: 'analyst', dueOn: today })
    expect((await it.get('officer', `/facts/${id}/card.svg`)).statusCode).toBe(404)
    expect((await post('analyst', `/facts/${id}/approve`, { reviewBy: good.reviewBy })).statusCode).toBe(303)
    const used = { kind: 'page', title: 'The campaign page', address: 'https://example.org/campaign' }
    expect((await post('officer', `/facts/${id}/uses`, used)).statusCode).toBe(303)
    const renewed = { reviewBy: addDays(today, 300), reason: 'Counted again' }
    expect((await post('analyst', `/facts/${id}/renew`, renewed)).statusCode).toBe(303)
    expect((await post('analyst', `/facts/${id}/withdraw`, { reason: 'The count was wrong' })).statusCode).toBe(303)
    expect(await findRecord(it.db, `fact/${id}`)).toMatchObject({
      ownerRole: 'officer',
      dueOn: today,
      ended: false,
      state: 'withdrawn, still used in 1 place',
    })
    const { body } = await it.get('officer', `/facts/${id}`)
    for (const words of ['The campaign page', 'Not to be used', 'The count was wrong', 'Checked again'])
      expect(body).toContain(words)
    const [use] = await queries.uses(it.db, id)
    expect((await post('officer', `/facts/${id}/uses/${use?.id}/end`)).statusCode).toBe(303)
    expect((await findRecord(it.db, `fact/${id}`))?.ended).toBe(true)
    const rows = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${`fact/${id}`} and what like 'fact.%' order by id`,
    )
    expect(rows.map(row => row.what)).toEqual([
      'fact.proposed',
      'fact.approved',
      'fact.used',
      'fact.renewed',
      'fact.withdrawn',
      'fact.use-ended',
    ])
  })

  test('gives way to another, which must be in force', async () => {
    const [old, next, gone] = [await current(), await current({ value: '1300' }), await current()]
    await post('analyst', `/facts/${gone}/withdraw`, { reason: 'Wrong' })
    const asked = { by: `/facts/${gone}`, reason: 'Newer' }
    expect((await post('analyst', `/facts/${old}/supersede`, asked)).statusCode).toBe(409)
    const right = await post('analyst', `/facts/${old}/supersede`, { by: `/facts/${next}`, reason: 'Newer' })
    expect(right.statusCode).toBe(303)
    expect((await it.get('officer', `/facts/${old}`)).body).toContain('Another fact has taken its place')
    expect((await inForce(it.db, today, [old, next])).map(fact => fact.id)).toEqual([next])
  })

  test('leaves list, card, builder and what is published on the day after its review date', async () => {
    const id = await current({ reviewBy: addDays(today, 10), statement: 'Goes soon' })
    const [key, last, after] = [`fact/${id}`, addDays(today, 10), addDays(today, 11)]
    expect((await inForce(it.db, last, [id])).length).toBe(1)
    expect((await inForce(it.db, after, [id])).length).toBe(0)
    expect(await factBuilder(() => last).build(it.db, key)).toMatchObject({ key, period: good.period })
    expect(await factBuilder(() => after).build(it.db, key)).toBeUndefined()
  })

  test('is refused without a period, with a past review date, or with what tells who a person is', async () => {
    const wrongs: [Record<string, string>, string][] = [
      [{ period: '  ' }, 'No figure is kept without one'],
      [{ value: 'many' }, 'The figure must be a number'],
      [{ value: '' }, 'Enter the figure'],
      [{ reviewBy: '2020-01-01' }, 'The review date must be in the future'],
      [{ caution: 'Ring 020 7946 0999 first' }, 'a phone number'],
      [{ sourceAddress: 'javascript:alert(1)' }, 'must start with https://'],
      [{ unit: 'percent', value: '58' }, 'Choose how this share was come by'],
      [{ unit: 'percent', value: '58', basis: 'survey' }, 'Enter the interval, or how many were asked'],
      [{ unit: 'percent', value: '58', basis: 'survey', sample: '3100' }, 'Enter how they were chosen'],
      [{ unit: 'percent', value: '58', basis: 'survey', lower: '59', upper: '62' }, 'must lie inside its interval'],
      [{ lower: '1,000', basis: 'estimate' }, 'Enter both ends of the interval'],
      [{ lower: '1,000', upper: '1,400', level: '' }, 'Enter how sure the interval is'],
      [{ lower: '1,000', upper: '1,400', level: '950' }, 'The level must be under 100'],
      [{ basis: 'survey', sample: '12.5' }, 'must be a whole number'],
    ]
    for (const [change, words] of wrongs) {
      const answer = await post('officer', '/facts', { ...good, ...change })
      expect(answer.statusCode).toBe(422)
      expect(answer.body).toContain(words)
      expect(answer.body).toContain('Youth provision count') // what was typed stays
    }
    await expect(
      it.db.run(sql`insert into facts (statement, value, unit, period, source, status, opened_on)
        values ('S', 1, 'people', ' ', 'X', 'proposed', ${today})`),
    ).rejects.toThrow('period')
  })

  test('nothing that a form can be sent ends in an error of ours', async () => {
    const id = await current()
    const odd = ['', ' ', '-1', '1e999', 'x'.repeat(6_000), '<script>', '2026-13-40', '’', '99999999999999999999']
    for (const path of ['approve', 'renew', 'withdraw', 'supersede', 'uses'])
      for (const text of odd) {
        const values = { reviewBy: text, reason: text, by: text, kind: text, title: text, address: text }
        const { statusCode } = await post(
          'analyst',
          `/facts/${id}/${path}`,
          path === 'withdraw' ? { reason: '' } : values,
        )
        expect(statusCode, `${path} ${text.slice(0, 20)}`).toBeLessThan(500)
      }
    for (const text of odd)
      expect((await post('officer', '/facts', { ...good, value: text, period: text })).statusCode).toBeLessThan(500)
    for (const address of ['/facts/0', '/facts/x', '/facts/99999999999', '/facts/1e3/card'])
      expect((await it.get('officer', address)).statusCode).toBe(404)
  })
})

describe('a figure never stands without its period', () => {
  test('in words, on pages, cards and in files, for facts of every kind', async () => {
    for (let n = 0; n < 12; n += 1)
      await current({
        statement: `Figure ${n}`,
        value: String(1 + n * 37.5),
        unit: ['people', 'percent', 'GBP', 'GBP per year'][n % 4] ?? 'people',
        period: `quarter ${n} of 2025`,
        ...(n % 4 === 1 ? { basis: 'survey', lower: String(n * 37), upper: '460', level: '95', sample: '900' } : {}),
        ...(n % 3 === 0 ? { approximate: 'yes' } : {}),
        ...(n % 5 === 0 ? { planned: 'yes', comparison: 'more than' } : {}),
      })
    for (const fact of await inForce(it.db, today)) {
      const words = factWords(fact)
      expect(words.period).not.toBe('')
      expect(words.sentence).toContain(words.period)
      expect(words.sentence).toContain(words.value)
      expect(words.interval).not.toBe('')
      expect(words.sentence).toContain(words.interval)
      expect(words.sentence).toContain(words.source)
      const { body } = await it.get('analyst', `/facts/${fact.id}/card.svg`)
      expect(body).toMatch(/^<svg/)
      expect(body).toContain('Demonstration: invented data')
      const drawn = body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
      for (const word of words.period.split(' ').slice(0, 3)) expect(drawn).toContain(word.replace(/'/g, '&#39;'))
    }
    const [long] = await inForce(it.db, today)
    for (const words of ['word '.repeat(12), 'word '.repeat(58).trim()]) {
      const full = {
        statement: words,
        period: words.slice(0, 120),
        geography: words.slice(0, 120),
        source: words,
        unit: 'words of a long unit that goes on',
      }
      const drawn = long ? factCard({ ...long, ...full }, { mark: '', from: 'x' }) : ''
      const ends = [...drawn.matchAll(/ y="([\d.]+)"[^>]*font-size="([\d.]+)"/g)].map(match => Number(match[1]))
      expect(ends.length).toBeGreaterThan(4)
      expect(ends.filter(y => y > 590 && y !== 616)).toEqual([])
    }
    const [any] = await inForce(it.db, today)
    if (!any) throw new Error('no fact is in force')
    expect(() => factWords({ ...any, period: ' ' })).toThrow('no period')
    const { body } = await it.get('analyst', '/facts?size=500')
    const cells = [...body.matchAll(/<span class="up-num">[^<]+<\/span>(<small>[^<]+<\/small>)?/g)]
    expect(cells.length).toBeGreaterThan(60)
    expect(cells.every(cell => cell[1] !== undefined)).toBe(true)
  })
})

describe('who may do what', () => {
  test('reading: everybody of the partnership, not the administrator; a visitor only what is released', async () => {
    const id = await current()
    for (const role of roles.filter(each => each !== 'administrator' && each !== 'public')) {
      expect((await it.get(role, '/facts')).statusCode, role).toBe(200)
      expect((await it.get(role, `/facts/${id}`)).statusCode, role).toBe(200)
      expect((await it.get(role, `/facts/${id}/card`)).statusCode, role).toBe(200)
    }
    expect((await it.get('administrator', '/facts')).statusCode).toBe(403)
    const open = await it.get('public', '/facts')
    expect(open.statusCode).toBe(200)
    expect(open.body).toContain('No fact has been published yet')
    expect(open.body).not.toContain('2,222')
    for (const path of ['', '/card', '/card.svg'])
      expect((await it.get('public', `/facts/${id}${path}`)).statusCode).toBe(404)
    expect((await it.get('public', '/facts.csv')).body).not.toContain('2,222')
  })

  test('adding is for borough leads and officers; checking is for analysts', async () => {
    const id = await proposed()
    for (const role of roles) {
      const adds = role === 'borough-lead' || role === 'officer'
      const answer =
        role === 'public' ? await it.ask('public', { url: '/facts', ...form(good) }) : await post(role, '/facts', good)
      expect(answer.statusCode, role).toBe(adds ? 303 : 403)
      expect((await it.get(role, '/facts/new')).statusCode, role).toBe(adds ? 200 : 403)
      if (role === 'analyst') continue
      for (const path of ['approve', 'renew', 'withdraw', 'supersede'])
        expect([401, 403], `${role} ${path}`).toContain(
          (await post(role, `/facts/${id}/${path}`, { reviewBy: good.reviewBy, reason: 'No', by: '1' })).statusCode,
        )
      const notes = await post(role, `/facts/${id}/uses`, { kind: 'page', title: 'A page' })
      expect(notes.statusCode === 303, role).toBe(role === 'officer')
    }
    expect((await queries.find(it.db, id))?.status).toBe('proposed')
  })

  test('nobody approves what they proposed', async () => {
    const id = await proposed()
    const { id: analyst } = await it.db.one(
      z.object({ id: z.number() }),
      sql`select id from accounts where email = 'analyst@tests.example'`,
    )
    await it.db.run(sql`update facts set proposed_by = ${analyst} where id = ${id}`)
    expect((await post('analyst', `/facts/${id}/approve`, { reviewBy: good.reviewBy })).statusCode).toBe(403)
    expect((await it.get('analyst', `/facts/${id}`)).body).toContain('A second person must do this')
  })
})
