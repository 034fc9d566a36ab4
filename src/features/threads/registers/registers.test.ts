import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { seedCity } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { addDays, dayWords } from '../../../lib/dates.ts'
import { writeSetting } from '../../../platform/settings.ts'
import { sql } from '../../../platform/sql.ts'
import * as framework from '../../framework/index.ts'
import { roles } from '../../people/index.ts'
import { findRecord, keep } from '../index.ts'
import { registers } from './kinds.ts'
import { type RegisterKind, registerKinds } from './spec.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
  await framework.loadPack(it.db, 'demo', 'tests')
  const question = {
    key: 'question/800002',
    title: 'Who waits there?',
    href: '/questions/800002',
    places: ['X09000001'],
  }
  await keep(it.db, question, { by: 'tests', today })
  for (const [role, organisation] of [
    ['borough-lead:X09000001', 'northgate-council'],
    ['borough-lead:X09000002', 'eastmere-council'],
    ['provider', 'tideway-youth'],
  ] as const) {
    await it.get(role, '/week')
    const email = `${role.replace(':', '-').toLowerCase()}@tests.example`
    await it.db.run(sql`update accounts set organisation = ${organisation} where email = ${email}`)
  }
  await it.get('officer', '/week')
})
afterAll(() => it.close())

type Who = Parameters<TestApp['ask']>[0]
const north: Who = 'borough-lead:X09000001'
const east: Who = 'borough-lead:X09000002'
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })

const new_ = { reason: 'Said at an open evening.', place: 'X09000001' }
const entries: Record<RegisterKind, Record<string, string>> = {
  'you-said': { ...new_, title: 'It is dark by the stop', party: 'Young people, two evenings', ownerRole: 'director' },
  challenge: {
    ...new_,
    title: 'Why no girls’ evening?',
    party: 'Reference group, June',
    nature: 'challenge',
    dueOn: '2026-12-01',
  },
  commitment: {
    ...new_,
    title: 'Open the hall on Fridays',
    party: 'Northgate Council',
    organisation: 'northgate-council',
    dueOn: '2026-12-01',
  },
  'systems-change': {
    ...new_,
    title: 'Panels hear the pupil',
    party: 'Northgate schools',
    nature: 'rule',
    before: 'Not heard.',
    after: 'Heard.',
    evidence: 'Policy of September 2026',
    changedOn: '2026-09-01',
    ownerRole: 'director',
  },
}
const answers: Record<RegisterKind, Record<string, string>> = {
  'you-said': { outcome: 'done', reply: 'The lamp is mended.' },
  challenge: { outcome: 'accepted', reply: 'There is one from May.' },
  commitment: { outcome: 'kept', reply: 'It is open.' },
  'systems-change': { outcome: 'shown', reply: 'The policy says so.' },
}
const opened = async (kind: RegisterKind, more = {}, who: Who = 'officer') => {
  const answer = await post(who, registers[kind].path, { ...entries[kind], ...more })
  expect(answer.statusCode, answer.body.replace(/<[^>]+>/g, ' ').slice(-3_000)).toBe(303)
  const href = String(answer.headers.location)
  return { href, key: `${kind}/${href.split('/').at(-1)}` }
}

describe.each(registerKinds)('the register of %s', kind => {
  const { path } = registers[kind]

  test('names no person in any of its words, and takes a place or an organisation for none', async () => {
    for (const field of ['title', 'party', 'more', 'reason']) {
      const words = 'Ann Example, his mother'
      const { statusCode, body } = await post('officer', path, { ...entries[kind], [field]: words })
      expect([field, statusCode, body.includes('looks like somebody’s name')]).toEqual([field, 422, true])
    }
    const { key } = await opened(kind, { more: 'Said by the Youth Justice Service at Northgate Community Centre' })
    const named = { reply: 'Jamie Example saw to it', version: '1' }
    const answer = await post('director', `${(await findRecord(it.db, key))?.href}/reply`, {
      ...answers[kind],
      ...named,
    })
    expect([answer.statusCode, answer.body.includes('looks like somebody’s name')]).toEqual([422, true])
  })

  test('an entry is written down, answered by another role, asked for again with the old answer kept, and dropped', async () => {
    const { href, key } = await opened(kind)
    expect(await findRecord(it.db, key)).toMatchObject({ state: 'waiting', ended: false, places: ['X09000001'] })
    const wordless = await post('director', `${href}/reply`, { version: '1', reply: 'Mail j.bloggs@example.org' })
    expect(wordless.statusCode).toBe(422)
    for (const words of ['Choose what came of it', 'an email address', 'j.bloggs'])
      expect(wordless.body).toContain(words)
    expect((await post('director', `${href}/reply`, { ...answers[kind], version: '1' })).statusCode).toBe(303)
    expect(await findRecord(it.db, key)).toMatchObject({ state: answers[kind].outcome, ended: true, dueOn: null })
    expect((await post('director', `${href}/reply`, { ...answers[kind], version: '2' })).statusCode).toBe(409)
    expect((await it.get('officer', `${href}/edit`)).statusCode).toBe(409)
    expect((await post('officer', `${href}/reopen`, { version: '2' })).statusCode).toBe(422)
    const again = await post('officer', `${href}/reopen`, { version: '2', reason: 'It is dark again.' })
    expect(again.statusCode).toBe(303)
    const page = (await it.get('officer', href)).body
    for (const words of ['It is dark again.', 'Had been: ', answers[kind].reply ?? '-']) expect(page).toContain(words)
    expect((await post('officer', `${href}/drop`, { version: '3', reason: 'Said twice.' })).statusCode).toBe(303)
    expect(await findRecord(it.db, key)).toMatchObject({ state: 'dropped', ended: true })
    expect((await post('officer', `${href}/reopen`, { version: '4', reason: 'It was not.' })).statusCode).toBe(303)
    const kept = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where object = ${key} and what like 'register.%' order by id`,
    )
    const deeds = ['opened', 'answered', 'reopened', 'dropped', 'reopened']
    expect(kept.map(({ what }) => what)).toEqual(deeds.map(deed => `register.${deed}`))
  })

  test('nobody answers what they wrote down, and is told so', async () => {
    const { href } = await opened(kind, { reason: 'Mine' }, kind === 'challenge' ? 'officer' : 'director')
    const who = kind === 'challenge' ? 'officer' : 'director'
    expect((await post(who, `${href}/reply`, { ...answers[kind], version: '1' })).statusCode).toBe(403)
    const page = (await it.get(who, href)).body
    expect(page).not.toContain(`${href}/reply`)
    if (kind !== 'challenge') expect(page).toContain('You wrote this down: somebody else answers it')
  })

  test.skipIf(kind === 'challenge')('nor what they rewrote', async () => {
    const { href } = await opened(kind)
    const mine = { ...entries[kind], title: 'In my own words', reason: 'Clearer', version: '1' }
    expect((await post('director', `${href}/edit`, mine)).statusCode).toBe(303)
    const answer = { ...answers[kind], version: '2' }
    expect((await post('director', `${href}/reply`, answer)).statusCode).toBe(403)
    const third = kind === 'systems-change' ? 'analyst' : north
    expect((await post(third, `${href}/reply`, answer)).statusCode).toBe(303)
  })

  test('what somebody else saved meanwhile is not lost, nor what one typed', async () => {
    const { href } = await opened(kind)
    const mine = { ...entries[kind], reason: '', version: '1' }
    expect((await post('officer', `${href}/edit`, { ...mine, title: 'First words' })).statusCode).toBe(303)
    const late = await post('officer', `${href}/edit`, { ...mine, title: 'Second words' })
    expect([late.statusCode, late.body]).toEqual([422, expect.stringContaining('Second words')])
    expect(late.body).toContain('Somebody changed this meanwhile')
    const reply = await post('director', `${href}/reply`, { ...answers[kind], version: '1' })
    expect([reply.statusCode, reply.body]).toEqual([422, expect.stringContaining(answers[kind].reply ?? '-')])
    expect((await it.get('officer', href)).body).toContain('First words')
  })

  test('errors stand beside their fields, and what was typed stays', async () => {
    const bare = await post('officer', path, { title: '', party: 'Kept words', version: '9'.repeat(20) })
    expect(bare.statusCode).toBe(422)
    for (const words of [registers[kind].what.missing, 'Enter why it is new', 'Kept words'])
      expect(bare.body).toContain(words)
    const named = await post('officer', path, { ...entries[kind], more: 'Ring 07700 900123' })
    expect([named.statusCode, named.body]).toEqual([422, expect.stringContaining('Ring 07700 900123')])
    expect((await post('officer', path, { ...entries[kind], place: 'Nowhere at all' })).body).toContain('No one place')
  })

  test('a list with filter, order and CSV; because of a record it stands on its thread', async () => {
    const { href } = await opened(kind, { because: '/questions/800002', reason: '', title: 'Zebra crossing' })
    expect((await it.get('officer', href)).body).toContain('Who waits there?')
    const list = await it.get('officer', `${path}?words=zebra&state=waiting&sort=title`)
    expect(list.body).toContain('Zebra crossing')
    expect((await it.get('officer', `${path}?words=unicorn`)).body).not.toContain('Zebra crossing')
    const csv = await it.get('officer', `${path}.csv?words=zebra`)
    expect(csv.body.trim().split('\n')).toHaveLength(2)
    if (kind === 'systems-change') expect(csv.body).toContain('Not heard.')
  })

  test('nothing an address or a form can hold ends in an error of ours', async () => {
    for (const part of ['0', 'x', '99999999999', '1e3', '%25'])
      expect((await it.get('officer', `${path}/${part}`)).statusCode, part).toBe(404)
    const { href } = await opened(kind)
    for (const url of [path, `${href}/edit`, `${href}/drop`])
      for (const text of ['%ED%A0%80', '%F0%9F', '%FF', '%', 'a&title=b']) {
        const payload = Object.keys(entries[kind])
          .concat('version', 'areas', 'more')
          .map(name => `${name}=${text}`)
          .join('&')
        const headers = { 'content-type': 'application/x-www-form-urlencoded' }
        expect((await it.ask('officer', { method: 'POST', url, headers, payload })).statusCode).toBeLessThan(500)
      }
  })
})

const could: Record<RegisterKind, Record<'view' | 'create' | 'edit' | 'reply', readonly string[]>> = {
  'you-said': {
    view: [north, 'officer', 'analyst', 'director'],
    create: [north, 'officer', 'analyst', 'director'],
    edit: [north, 'officer', 'analyst', 'director'],
    reply: [north, 'director'],
  },
  challenge: {
    view: [north, 'officer', 'analyst', 'director'],
    create: ['officer'],
    edit: ['officer'],
    reply: ['director'],
  },
  commitment: {
    view: [north, 'officer', 'analyst', 'director'],
    create: ['officer', 'director'],
    edit: ['officer', 'director'],
    reply: [north, 'director'],
  },
  'systems-change': {
    view: [north, 'officer', 'analyst', 'director'],
    create: [north, 'officer', 'analyst', 'director'],
    edit: [north, 'officer', 'analyst', 'director'],
    reply: ['analyst', 'director'],
  },
}
const everybody: readonly Who[] = [...roles.filter(role => role !== 'borough-lead'), north, east]

describe('who may do what', () => {
  // the entries are the officer's, who therefore does not answer them
  test.each(registerKinds)(
    '%s: each role and verb; a borough lead within their borough, a partner its own',
    async kind => {
      const { path } = registers[kind]
      const { href } = await opened(kind)
      for (const who of everybody) {
        const may = (verb: keyof (typeof could)[RegisterKind]) => could[kind][verb].includes(who)
        expect((await it.get(who, href)).statusCode === 200, `${who} views`).toBe(may('view'))
        expect((await it.get(who, `${href}/edit`)).statusCode === 200, `${who} edits`).toBe(may('edit'))
        expect((await post(who, path, entries[kind])).statusCode === 303, `${who} creates`).toBe(may('create'))
        const blank = (await post(who, `${href}/reply`, {})).statusCode
        expect(blank === 422, `${who} replies: ${blank}`).toBe(may('reply'))
        const drop = (await post(who, `${href}/drop`, {})).statusCode
        expect(drop === 422, `${who} drops: ${drop}`).toBe(may('edit'))
      }
      for (const url of [path, `${path}.csv`]) expect((await it.get(east, url)).body).not.toContain(entries[kind].title)
      for (const url of ['/threads', '/threads.csv', '/week', '/search?q=hall'])
        expect((await it.get(east, url)).body, url).not.toContain(entries[kind].title)
    },
  )

  test('a commitment is seen and answered by its own institution, late ones first in its week, and by no other partner', async () => {
    const late = { title: 'Open the gate', dueOn: addDays(today, -3), place: 'X09000003' }
    const { href } = await opened('commitment', late)
    for (const url of ['/registers/commitments', '/week', '/registers']) {
      const [own, other, provider] = [await it.get(north, url), await it.get(east, url), await it.get('provider', url)]
      expect(own.body, url).toMatch(/Open the gate|overdue/)
      expect(other.body, url).not.toMatch(/Open the gate|, \d+ overdue/)
      expect(provider.body, url).not.toMatch(/Open the gate|, \d+ overdue/)
    }
    expect((await it.get(north, '/registers/commitments')).body).toContain('Overdue by 3 days')
    expect((await it.get('provider', href)).statusCode).toBe(404)
    expect((await post(north, `${href}/reply`, { ...answers.commitment, version: '1' })).statusCode).toBe(303)
    const theirs = await opened('commitment', { organisation: 'tideway-youth', party: 'Tideway Youth' })
    expect(await findRecord(it.db, theirs.key)).toMatchObject({ ownerRole: 'provider', organisation: 'tideway-youth' })
    expect((await it.get('provider', theirs.href)).body).toContain('Say what was done')
    expect((await it.get(north, theirs.href)).statusCode).toBe(404)
  })

  test('what people said is due after the unit’s own days; late, it stands in the week of the director too', async () => {
    await writeSetting(it.db, 'registers.answerDays', 30)
    const { key, href } = await opened('you-said', { title: 'Nobody answered this' })
    expect(await findRecord(it.db, key)).toMatchObject({ dueOn: addDays(today, 30) })
    await it.db.run(sql`update records set due_on = ${addDays(today, -1)} where key = ${key}`)
    expect((await it.get('director', '/week')).body).toContain('Nobody answered this')
    const calendar = (await it.get('director', `/calendar.csv?month=${today.slice(0, 7)}`)).body
    expect(calendar).toContain('Nobody answered this')
    expect((await it.get('officer', `${href}`)).body).toContain(dayWords(addDays(today, 30)))
    await it.db.run(sql`delete from settings where key = 'registers.answerDays'`)
  })

  test('a borough lead writes down what people of their borough said, and nothing of another', async () => {
    const away = await post(north, '/registers/you-said', { ...entries['you-said'], place: 'X09000002' })
    expect([away.statusCode, away.body]).toEqual([422, expect.stringContaining('Enter a place you answer for')])
    const everywhere = await post(north, '/registers/you-said', { ...entries['you-said'], place: '' })
    expect(everywhere.statusCode).toBe(422)
    await opened('you-said', {}, north)
  })

  test('a member of the reference group challenges the unit, and reads the reply', async () => {
    const email = 'borough-lead-x09000002@tests.example'
    await it.db.run(sql`
      insert into account_flags (account_id, flag, starts_on, given_by)
      select id, 'reference-group', ${addDays(today, -9)}, 'tests' from accounts where email = ${email}`)
    const { href } = await opened('challenge', { title: 'Where is the girls’ evening?', place: '' }, east)
    expect((await post('director', `${href}/reply`, { ...answers.challenge, version: '1' })).statusCode).toBe(303)
    expect((await it.get(east, href)).body).toContain('There is one from May.')
    expect((await post(east, `${href}/drop`, { version: '2', reason: 'x' })).statusCode).toBe(403)
  })
})
