import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { boroughCode, seedCity, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { roles } from '../../people/index.ts'
import { findRecord } from '../../threads/index.ts'
import { noteOf, quarterOf, quartersBetween, quarterWords } from './rules.ts'
import type { Entry, Look } from './schemas.ts'

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
  threat: 'Half the youth clubs close in spring',
  signal: 'The council’s budget paper in January names them.',
  places: 'Brickfields',
  response: 'Ask the borough what else could be cut.',
  ownerRole: 'officer',
  lookOn: '2027-01-20',
}
const made = async (more: Record<string, string> = {}) => {
  const answer = await post('officer', '/horizon', { ...good, ...more })
  expect(answer.statusCode).toBe(303)
  return Number(/(\d+)$/.exec(String(answer.headers.location))?.[1])
}

describe('the horizon log', () => {
  test('a threat is kept with what would show it, the places exposed, an owner and a day to look again', async () => {
    const id = await made()
    const text = plain((await it.get('analyst', `/horizon/${id}`)).body)
    for (const words of [good.threat, good.signal, 'Brickfields', '20 January 2027', good.response])
      expect(text).toContain(words)
    expect(await findRecord(it.db, `horizon/${id}`)).toMatchObject({
      kind: 'horizon',
      places: [wardCode('Brickfields'), boroughCode(0)],
      ownerRole: 'officer',
      dueOn: '2027-01-20',
      state: 'watching',
    })
    expect((await it.get('officer', '/calendar?month=2027-01')).body).toContain(good.threat)
  })

  test('what is missing is asked for, and what was typed stays', async () => {
    const { statusCode, body } = await post('officer', '/horizon', {
      signal: 'A figure',
      places: 'Nowhere at all',
      lookOn: '2020-01-01',
    })
    expect(statusCode).toBe(422)
    for (const field of ['threat', 'ownerRole', 'lookOn'])
      expect(body.match(new RegExp(`<a href="#${field}"`, 'g')), field).toHaveLength(1)
    for (const words of ['Enter what may come', 'Choose who sees to it', 'must not be past'])
      expect(body).toContain(words)
    const unknown = await post('officer', '/horizon', { ...good, places: 'Brickfields\nNowhere at all' })
    expect([unknown.statusCode, unknown.body.includes('No one place is called “Nowhere at all”')]).toEqual([422, true])
  })

  test('names nobody: a name is refused and kept to be put right, places and bodies are not names', async () => {
    for (const [field, words] of [
      ['threat', 'Ade Example will be released in May'],
      ['signal', 'His brother Ade is seen again'],
      ['response', 'Speak with Jamie Example'],
    ] as const) {
      const { statusCode, body } = await post('officer', '/horizon', { ...good, [field]: words })
      expect([statusCode, body.includes('looks like somebody’s name'), body.includes(words)], words).toEqual([
        422,
        true,
        true,
      ])
    }
    const named = `Brickfields and Northgate; ${it.pack.city.name} Council; the Violence Reduction Unit and Tideway Youth`
    await made({ exposure: named })
    const id = await made()
    const look = { words: 'Jamie Example (14) was seen.', status: 'acting', nextOn: '2027-03-01' }
    expect((await post('analyst', `/horizon/${id}/look`, look)).statusCode).toBe(422)
  })

  test('looking again moves its day and keeps what was seen; without a next day only what is past', async () => {
    const id = await made()
    const look = { words: 'Four clubs are named.', status: 'acting', nextOn: '' }
    expect((await post('analyst', `/horizon/${id}/look`, look)).body).toContain('Enter the day somebody looks again')
    expect((await post('analyst', `/horizon/${id}/look`, { ...look, nextOn: '2027-03-01' })).statusCode).toBe(303)
    expect(await findRecord(it.db, `horizon/${id}`)).toMatchObject({ state: 'acting on it', dueOn: '2027-03-01' })
    expect((await it.get('officer', `/horizon/${id}`)).body).toContain('Four clubs are named.')
    expect(
      (await post('officer', `/horizon/${id}/look`, { ...look, words: 'They stay.', status: 'past' })).statusCode,
    ).toBe(303)
    expect(await findRecord(it.db, `horizon/${id}`)).toMatchObject({ ended: true, dueOn: null })
    expect((await it.get('officer', `/horizon/${id}/edit`)).statusCode).toBe(409)
    expect((await it.get('officer', '/horizon?state=past')).body).toContain(good.threat)
  })

  test('is changed by one at a time, and its history says by whom', async () => {
    const id = await made()
    expect((await it.get('officer', `/horizon/${id}/edit`)).body).toContain(`Brickfields (${wardCode('Brickfields')})`)
    const change = { ...good, threat: 'All youth clubs close in spring', places: '', version: '1' }
    expect((await post('director', `/horizon/${id}/edit`, change)).statusCode).toBe(303)
    expect((await post('officer', `/horizon/${id}/edit`, change)).statusCode).toBe(409)
    const text = plain((await it.get('officer', `/horizon/${id}`)).body)
    for (const words of ['The whole city', 'Put on the log', 'Changed']) expect(text).toContain(words)
    expect((await post('officer', `/horizon/${id}/edit`, { ...change, threat: '' })).statusCode).toBe(422)
  })

  test('the quarter’s note holds each threat as it stood, printable, and its file too', async () => {
    const id = await made({ threat: 'A new drug comes to the quay' })
    await post('analyst', `/horizon/${id}/look`, {
      words: 'Two shops sell it.',
      status: 'happened',
      nextOn: '2027-01-05',
    })
    const text = plain((await it.get('director', '/horizon/note')).body)
    for (const words of [
      'Horizon note, October to December 2026',
      'It has happened',
      'Two shops sell it.',
      'New this quarter',
    ])
      expect(text).toContain(words)
    expect((await it.get('director', '/horizon/note?quarter=1999-Q9')).statusCode).toBe(200)
    expect((await it.get('analyst', '/horizon.csv?words=drug')).body).toContain('A new drug comes to the quay')
  })

  test('each role: who reads, who writes; a borough lead reads what reaches their own borough', async () => {
    const id = await made()
    const writes = ['officer', 'analyst', 'director']
    for (const role of roles) {
      const may = writes.includes(role)
      for (const url of ['/horizon', '/horizon.csv', '/horizon/note', `/horizon/${id}`]) {
        const code = (await it.get(role, url)).statusCode
        if (may) expect(code, `${role} ${url}`).toBe(200)
        else if (role !== 'borough-lead') expect([303, 401, 403], `${role} ${url}`).toContain(code)
      }
      for (const url of ['/horizon/new', `/horizon/${id}/edit`])
        expect((await it.get(role, url)).statusCode === 200, `${role} ${url}`).toBe(may)
      for (const url of ['/horizon', `/horizon/${id}/edit`, `/horizon/${id}/look`])
        expect((await post(role, url)).statusCode === 422, `${role} ${url}`).toBe(may)
    }
    const [own, other] = ['borough-lead:X09000001', 'borough-lead:X09000002'] as const
    expect((await it.get(own, `/horizon/${id}`)).statusCode).toBe(200)
    expect((await it.get(other, `/horizon/${id}`)).statusCode).toBe(404)
    expect((await it.get(own, '/horizon.csv')).body).toContain(good.threat)
    for (const url of ['/horizon.csv', '/horizon', '/horizon/note'])
      expect((await it.get(other, url)).body).not.toContain(good.threat)
    expect((await it.get(own, `/horizon/${id}`)).body).not.toContain('Look again')
  })
})

describe('quarters', () => {
  const entry = (id: number, madeOn: string) => ({ id, madeOn }) as Entry
  const look = (entryId: number, lookedOn: string, status: Look['status']): Look => ({
    entryId,
    lookedOn,
    status,
    words: 'x',
    nextOn: null,
  })

  test('a day lies in its quarter, and the newest comes first', () => {
    expect([quarterOf('2026-01-01'), quarterOf('2026-12-31')]).toEqual(['2026-Q1', '2026-Q4'])
    expect(quarterWords('2026-Q4')).toBe('October to December 2026')
    expect(quartersBetween('2026-05-31', '2027-01-01')).toEqual(['2027-Q1', '2026-Q4', '2026-Q3', '2026-Q2'])
    expect(quartersBetween('2026-11-30', '2026-11-30')).toEqual(['2026-Q4'])
  })

  test('a note leaves out what was past before it began and what was not there yet, and says each state as it was at its end', () => {
    const entries = [entry(1, '2026-02-01'), entry(2, '2026-02-01'), entry(3, '2026-05-01'), entry(4, '2026-08-01')]
    const looks = [look(2, '2026-07-10', 'happened'), look(2, '2026-04-10', 'acting'), look(1, '2026-03-10', 'past')]
    const told = noteOf(entries, looks, '2026-Q2').map(each => [
      each.entry.id,
      each.status,
      each.looks.length,
      each.fresh,
    ])
    expect(told).toEqual([
      [2, 'acting', 1, false],
      [3, 'watching', 0, true],
    ])
  })
})
