import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, publishRelease, type TestApp, today } from '../../../../test/support.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { levelsOf } from '../../evidence/index.ts'
import type { Builder } from '../../releases/index.ts'
import { builders } from './index.ts'

let it: TestApp
let all: Builder[]
const director: Actor = { ...anyone, accountId: 1, role: 'director' }
type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: [string, string][] = []) =>
  it.ask(who, {
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(values).toString(),
  })
const of = (kind: string): Builder => {
  const found = all.find(each => each.kind === kind)
  if (!found) throw new Error(`no builder of ${kind}`)
  return found
}

beforeAll(async () => {
  it = await openTestApp('demo')
  all = builders(it.pack, () => today)
})
afterAll(() => it.close())

/** Prepares, checks and publishes by three people; gives the address of the release. */
async function release(title: string, keys: readonly string[]): Promise<{ id: string; slug: string }> {
  const chosen = keys.map((key): [string, string] => ['chosen', key])
  const made = await post('officer', '/releases', [['title', title], ['summary', 'Figures of places.'], ...chosen])
  expect(made.statusCode, made.body.slice(0, 400)).toBe(303)
  const id = /\/releases\/(\d+)/.exec(String(made.headers.location))?.[1] ?? ''
  await publishRelease(it, id)
  const { slug } = await it.db.one(
    z.object({ slug: z.string() }),
    sql`select r.slug from releases r join release_editions e on e.release_id = r.id where e.id = ${Number(id)}`,
  )
  return { id, slug }
}

describe('what may be public', () => {
  test('homicide, domestic abuse and violence against women and girls only for boroughs; nothing that is not openly published', () => {
    const measure = { code: 'm', kind: 'count', topic: 'violence', sensitive: false, lowestLevel: 'lsoa' } as const
    expect(levelsOf(measure)).toEqual(['borough', 'ward'])
    expect(levelsOf({ ...measure, sensitive: true })).toEqual(['borough'])
    expect(levelsOf({ ...measure, code: 'homicide' })).toEqual(['borough'])
    expect(levelsOf({ ...measure, lowestLevel: 'city' })).toEqual([])
    expect(levelsOf({ ...measure, closedAt: { places: new Set(), boroughs: new Set() } })).toEqual([])
  })

  test('a decision’s public words, with what was corrected in them once a second person agreed', async () => {
    const [choice] = await of('decision').choices(it.db, director)
    const id = Number(choice?.key.split('/')[1])
    const correct = (part: string, words: string, agreed: boolean | null) =>
      it.db.run(sql`
        insert into decision_corrections (decision_id, part, words, made_by, made_by_role, made_on, settled_by, settled_by_role, settled_on, agreed)
        select ${id}, ${part}, ${words}, min(a.id), 'officer', ${today}, case when ${agreed}::boolean is not null then max(a.id) end, 'analyst',
          case when ${agreed}::boolean is not null then ${today}::date end, ${agreed}::boolean from accounts a`)
    await correct('public', 'Two evenings, not three.', true)
    await correct('public', 'Only written', null)
    await correct('public', 'Not agreed', false)
    await correct('rest', 'Of the rest', true)
    const text = (await of('decision').build(it.db, choice?.key ?? ''))?.text ?? ''
    expect(text).toContain('Corrected on 22 November 2026: Two evenings, not three.')
    for (const words of ['Only written', 'Not agreed', 'Of the rest']) expect(text).not.toContain(words)
    await it.db.run(sql`delete from decision_corrections`)
  })

  test('figures are offered at quarter ends, over twelve months', async () => {
    const choices = await of('figures').choices(it.db, director)
    expect(choices.length).toBeGreaterThan(4)
    for (const { key } of choices) expect(key).toMatch(/^figures\/[a-z0-9-]+\/(borough|ward)\/\d{4}-(03|06|09|12)$/)
    expect(choices.some(({ key }) => /^figures\/(domestic-abuse|vawg|homicide)[^/]*\/ward/.test(key))).toBe(false)
    for (const key of ['figures/domestic-abuse/ward/2025-12', 'figures/violence-with-injury/lsoa/2025-12', 'figures/x'])
      expect(await of('figures').build(it.db, key)).toBeUndefined()
  })
})

/** The line of a borough's months: drawn, in words, as a table, and as a file in which every count is rounded. */
async function seesLine(borough: string): Promise<void> {
  const { body } = await it.get('public', `/places/${borough}`)
  expect(body).toMatch(/Violence with injury, [^,]+, by month/)
  expect(body).toContain('may be no more than chance')
  expect(body.match(/<svg class="up-broad"/g)?.length ?? 0).toBeGreaterThan(1)
  const href = /href="(\/api\/v1\/[^"]+violence-with-injury-months\.csv)"/.exec(body)?.[1] ?? ''
  const file = await it.get('public', href)
  const counts = file.body
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map(line => Number(line.split(',')[2]))
  expect(counts).toHaveLength(48)
  expect(counts.filter(count => count % 5 !== 0)).toEqual([])
}

describe('a visitor without an account', () => {
  const [titles] = [['Violence with injury']]
  let borough = ''
  let ward = ''
  beforeAll(async () => {
    const row = await it.db.one(
      z.object({ ward: z.string(), borough: z.string() }),
      sql`select p.code as ward, b.code as borough from places p join places b on b.id = p.borough_id where p.kind = 'ward' and p.valid_to is null order by p.code limit 1`,
    )
    borough = row.borough
    ward = row.ward
  })

  test('reads that nothing has been published about a place, and no figure', async () => {
    for (const role of ['public', 'provider', 'young-assessor', 'administrator'] as const) {
      const { statusCode, body } = await it.get(role, `/places/${ward}`)
      expect(statusCode, role).toBe(200)
      expect(body).toContain('Nothing has been published about this place yet')
      expect(body).not.toMatch(/offences|What is strong here/)
      expect((await it.get(role, `/places/${ward}/figures.csv`)).statusCode).not.toBe(200)
    }
    for (const code of ['X99999999', 'x', '../etc'])
      expect((await it.get('public', `/places/${encodeURIComponent(code)}`)).statusCode).toBe(404)
    const small = await it.db.one(
      z.object({ code: z.string() }),
      sql`select code from places where kind = 'lsoa' limit 1`,
    )
    expect((await it.get('public', `/places/${small.code}`)).statusCode).toBe(404)
  })

  test('reads a released place, strengths before violence, and nothing once it is withdrawn', async () => {
    const figures = (await of('figures').choices(it.db, director)).filter(({ key }) => /\/(ward|borough)\//.test(key))
    const wanted = ['ward', 'borough'].flatMap(
      level => figures.find(({ key }) => key.startsWith(`figures/violence-with-injury/${level}`))?.key ?? [],
    )
    expect(wanted).toHaveLength(2)
    const { id } = await release('Violence and places', [...wanted, `place/${borough}`, `place/${ward}`])
    const { body } = await it.get('public', `/places/${ward}`)
    expect(body.indexOf('What is strong here')).toBeGreaterThan(0)
    expect(body.indexOf('What is strong here')).toBeLessThan(body.indexOf('Violence that was recorded'))
    for (const words of [...(titles ?? []), 'Demonstration', 'What is not known', 'Violence and places'])
      expect(body).toContain(words)
    expect(body).not.toContain('by month') // a ward's months are too few
    await seesLine(borough)
    expect((await it.get('officer', `/places/${ward}`)).body).toContain('What is on, hour by hour') // the working page stays
    const gone = await post('administrator', `/releases/${id}/withdraw`, [['reason', 'A wrong file was used']])
    expect(gone.statusCode).toBe(303)
    expect((await it.get('public', `/places/${ward}`)).body).toContain('Nothing has been published')
  })
})
