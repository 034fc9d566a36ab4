// A spreadsheet of entries: who may send one for whom, what stands before it is kept, and that a second person still approves.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { multipart } from '../../../../../test/imports.ts'
import { openTestApp, type TestApp, today } from '../../../../../test/support.ts'
import { csv } from '../../../../platform/csv.ts'
import { odsFile } from '../../../../platform/ods.ts'
import { sql } from '../../../../platform/sql.ts'
import { zip } from '../../../../platform/zip.ts'
import { sameBody } from '../../entries/rules.ts'
import { type Person, person } from '../../entries/testing.ts'
import { columns } from './columns.ts'
import { groupsOf, readEntry } from './entry.ts'
import { matchOf } from './match.ts'
import { candidates } from './plan.ts'
import { readTable } from './read.ts'
import { linesOf } from './write.ts'

let it: TestApp
let provider: Person, lead: Person, otherLead: Person, officer: Person
const url = '/opportunities/spreadsheet'
beforeAll(async () => {
  it = await openTestApp('demo')
  provider = await person(it, 'provider', 'sheet-provider', { organisation: 'harbour-steps' })
  lead = await person(it, 'borough-lead', 'sheet-lead', { places: ['X09000007'], organisation: 'southwharf-council' })
  otherLead = await person(it, 'borough-lead', 'sheet-other', { places: ['X09000003'] })
  officer = await person(it, 'officer', 'sheet-officer')
})
afterAll(() => it.close())

const head =
  'Our reference,Kind,Name,In one sentence,What people do there,Postcode,Postcode is new,Days,Start,End,Cost,How to join,Youngest age,Oldest age,Safeguarding policy date,Role that leads on safeguarding'
const line = (reference: string, name: string, oldest = '17') =>
  `${reference},Something to do,${name},Learn and make friends.,Boxing,XQ9 8JG,Yes,Tuesday,4pm,6pm,Free,Just turn up,11,${oldest},5 January 2026,Centre manager`
const readCsv = (text: string) => text.split('\n').map(row => row.split(','))
const two = [head, line('a', 'Quay boxing'), line('b', 'Quay football')].join('\n')
const ours = { newOrganisation: 'Harbour Steps', borough: 'X09000007' }

const look = (who: Person, text: string, fields: Record<string, string>) =>
  who.ask({ ...multipart(fields, { name: 'entries.csv', content: text }), url })
const hidden = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''
const send = (who: Person, text: string, html: string, over: Record<string, string> = {}) => {
  const fields = Object.fromEntries(
    ['organisation', 'newOrganisation', 'borough', 'seen'].map(key => [key, hidden(html, key)]),
  )
  // as browsers end the lines of a text they send
  return who.post(`${url}/send`, { ...fields, text: text.replaceAll('\n', '\r\n'), ...over })
}
const kept = () =>
  it.db.many(
    z.object({ name: z.string(), version: z.number(), verdict: z.string(), oldest: z.number() }),
    sql`select v.body->>'name' as name, v.version, v.verdict, (v.body->>'maxAge')::int as oldest
      from opportunity_versions v join opportunities o on o.id = v.opportunity_id join organisations g on g.id = o.organisation_id
      where g.key = 'harbour-steps' order by 1, 2`,
  )

test('the page and its templates open to those who edit entries, and to nobody else', async () => {
  for (const who of [provider, lead, officer]) expect((await who.get(url)).statusCode).toBe(200)
  for (const role of ['director', 'analyst'] as const)
    for (const address of [url, `${url}.csv`, `${url}.ods`]) expect((await it.get(role, address)).statusCode).toBe(403)
  expect((await it.ask('analyst', { ...multipart({}, { name: 'a.csv', content: two }), url })).statusCode).toBe(403)
  expect((await it.ask('analyst', { method: 'POST', url: `${url}/send` })).statusCode).toBe(403)
  expect((await provider.get(`${url}.csv`)).body).toContain('Our reference,Kind,Name')
  const ods = await provider.get(`${url}.ods`)
  expect(ods.headers['content-type']).toContain('opendocument.spreadsheet')
  expect(ods.rawPayload.subarray(0, 2).toString()).toBe('PK')
  expect((await provider.get('/opportunities')).body).toContain('href="/opportunities/spreadsheet"')
})

test('a provider sees what is new before anything is kept, sends it, and it waits for a second person', async () => {
  const seen = await look(provider, two, ours)
  expect(seen.statusCode).toBe(200)
  expect(seen.body).toContain('2 new, 0 changed, 0 as they are')
  expect(await kept()).toEqual([])
  expect((await send(provider, two, seen.body)).headers.location).toBe(`${url}?done=sent`)
  expect(await kept()).toEqual([
    { name: 'Quay boxing', version: 1, verdict: 'waiting', oldest: 17 },
    { name: 'Quay football', version: 1, verdict: 'waiting', oldest: 17 },
  ])
  expect((await it.get('officer', '/opportunities?state=waiting')).body).toContain('Quay boxing')
})

test('the template that was taken as ODS comes back as ODS: its example is left out, its lines are read', async () => {
  const { rawPayload } = await provider.get(`${url}.ods`)
  const sendBack = (content: Buffer) => provider.ask({ ...multipart(ours, { name: 'template.ods', content }), url })
  expect((await sendBack(rawPayload)).body).toContain('There are no lines below the heading')
  const rows = readCsv(two).concat([line('c', 'Ten o’clock club').replace('4pm,6pm', '10:00,11:30').split(',')])
  const seen = await sendBack(odsFile([{ name: 'Entries', rows }]))
  expect([seen.statusCode, seen.body.includes('Ten o’clock club')]).toEqual([200, true])
  expect(seen.body).toContain('10am to 11:30am')
  const words = await sendBack(zip([{ name: 'a', data: Buffer.from('x') }]))
  expect([words.statusCode, words.body.includes('There is a problem')]).toEqual([422, true])
})

test('a postcode nobody here knows is told with its file, line and column, until whoever sends it is sure', async () => {
  const seen = await look(provider, two.replace('XQ9 8JG,Yes', 'ZZ1 1ZZ,'), ours)
  expect(seen.statusCode).toBe(422)
  expect(seen.body).toContain('Put this right in “entries.csv”')
  const told = 'We do not know the postcode ZZ1 1ZZ. Check it. If it is right, write Yes in a column “Postcode is new”'
  expect(seen.body).toContain(`<b>Line 2, Postcode:</b> ${told}`)
  expect(seen.body).not.toContain('Line 3')
})

test('the same file says nothing new; another name or age of the same reference is a change, shown as one', async () => {
  const again = await look(provider, two, ours)
  expect(again.body).toContain('0 new, 0 changed, 2 as they are')
  expect(again.body).not.toContain(`action="${url}/send"`)
  const text = [head, line('a', 'Quay boxing for all'), line('b', 'Quay football', '18')].join('\n')
  const seen = await look(provider, text, ours)
  expect(seen.body).toContain('0 new, 2 changed, 0 as they are')
  expect(seen.body).toContain('<del>Quay boxing</del> <ins>Quay boxing for all</ins>')
  expect((await send(provider, text, seen.body)).statusCode).toBe(303)
  expect(
    (await kept()).filter(({ verdict }) => verdict === 'waiting').map(({ name, oldest }) => [name, oldest]),
  ).toEqual([
    ['Quay boxing for all', 17],
    ['Quay football', 18],
  ])
})

test('one wrong line keeps all of it out, and what was not seen is not kept', async () => {
  const before = await kept()
  const text = [head, line('c', 'Quay dance'), line('d', 'Quay chess', '5')].join('\n')
  const bad = await look(provider, text, ours)
  expect(bad.statusCode).toBe(422)
  expect(bad.body).toContain('<b>Line 3, Oldest age:</b> The oldest age must not be below the youngest')
  expect((await send(provider, text, bad.body, ours)).statusCode).toBe(422)
  const good = [head, line('c', 'Quay dance')].join('\n')
  const unseen = await send(provider, good, '', ours)
  expect(unseen.body).toContain('Something changed since you looked')
  expect((await provider.post(`${url}/send`, ours)).statusCode).toBe(422)
  expect((await provider.ask({ ...multipart(ours), url })).body).toContain('Choose a file')
  expect(await kept()).toEqual(before)
})

test('a borough lead works in their borough, a provider on their own, an officer changes and does not add', async () => {
  const change = [head, line('a', 'Quay boxing', '16')].join('\n')
  const mine = { organisation: 'harbour-steps', borough: 'X09000007' }
  expect((await look(lead, change, mine)).body).toContain('0 new, 1 changed, 0 as they are')
  expect((await look(otherLead, change, { ...mine, borough: 'X09000007' })).body).toContain(
    'Choose one of your boroughs',
  )
  const outside = await look(otherLead, change, { ...mine, borough: 'X09000003' })
  expect(outside.statusCode).toBe(422)
  expect(outside.body).toContain('which you do not answer for')
  expect((await look(officer, change, { organisation: 'harbour-steps' })).body).toContain('1 changed')
  const added = await look(officer, [head, line('z', 'Quay opera')].join('\n'), { organisation: 'harbour-steps' })
  expect(added.body).toContain('you may change entries but not add them')
  const rival = await person(it, 'provider', 'sheet-rival', { organisation: 'rival-club' })
  const theirs = await look(rival, change, {
    organisation: 'harbour-steps',
    newOrganisation: 'Rival',
    borough: 'X09000007',
  })
  expect(theirs.body).toContain('1 new, 0 changed')
  expect((await send(rival, change, theirs.body, { organisation: 'harbour-steps' })).statusCode).toBe(303)
  expect((await kept()).some(({ oldest }) => oldest === 16)).toBe(false)
})

test('what is here already comes down filled in, says nothing new when it is sent back, and one cell changed is one change', async () => {
  const file = `${url}/entries.csv`
  const own = (await provider.get(file)).body
  expect(own).toContain('Quay boxing')
  expect((await look(provider, own, ours)).body).toContain(
    `0 new, 0 changed, ${(await names('harbour-steps')).length} as they are`,
  )
  const changed = await look(provider, own.replace(',18,', ',19,'), ours)
  expect(changed.body).toMatch(/0 new, 1 changed/)
  expect(changed.body).toContain('<del>11 to 18</del> <ins>11 to 19</ins>')
  const rival = await person(it, 'provider', 'sheet-rival-2', { organisation: 'rival-club' })
  expect((await rival.get(`${file}?organisation=harbour-steps`)).body).not.toContain('Quay football')
  expect((await officer.get(file)).statusCode).toBe(404)
  expect((await it.get('analyst', `${file}?organisation=harbour-steps`)).statusCode).toBe(403)
  expect((await otherLead.get(`${file}?organisation=harbour-steps`)).body).not.toContain('Quay football')
})

test('every entry of the demonstration comes down and says the same when it is read again', async () => {
  const Key = z.object({ id: z.string() })
  const all = await it.db.many(
    Key,
    sql`select distinct organisation_id as id from opportunities where source_id is null and state = 'public'`,
  )
  const entries = (await Promise.all(all.map(({ id }) => candidates(it.db, id)))).flat()
  expect(entries.length).toBeGreaterThan(100)
  const headings = columns.map(({ heading }) => heading)
  const table = readTable(
    csv(
      headings,
      entries.slice(0, 300).flatMap(entry => linesOf(entry, today)),
    ),
  )
  expect(table.wrongs.filter(({ text }) => !text.includes('more than 500 lines'))).toEqual([])
  const told = groupsOf(table.lines).flatMap(group => {
    const before = matchOf(group, entries)
    if (!before || before === 'several') return [group.reference]
    const read = readEntry(group, before.kind, before, today)
    return read.ok && sameBody(before.body, read.body) ? [] : [read.ok ? before.body.name : read.wrongs]
  })
  expect(told).toEqual([])
})

const names = (key: string) =>
  it.db.many(
    z.object({ name: z.string() }),
    sql`select o.id as name from opportunities o join organisations g on g.id = o.organisation_id where g.key = ${key} and o.state <> 'merged'`,
  )
