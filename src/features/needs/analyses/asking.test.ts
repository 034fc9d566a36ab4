import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, seedCity, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp, today } from '../../../../test/support.ts'
import { type Actor, anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { views } from '../../../views.ts'
import { ask } from './asking.ts'
import { askedOf, type View, viewOf } from './view.ts'

let it: TestApp
const bench = openBench()
const rooms = () => ({ db: it.db, pack: it.pack, bench, today: () => today })
const [own, other] = [boroughCode(0), boroughCode(1)]
const readers: { who: Parameters<TestApp['get']>[0]; actor: Actor }[] = [
  { who: `borough-lead:${own}`, actor: { ...anyone, role: 'borough-lead', places: [own] } },
  { who: 'officer', actor: { ...anyone, role: 'officer' } },
]
const analyst: Actor = { ...anyone, role: 'analyst' }
const viewNamed = (name: string): View => {
  const view = viewOf(views, name)
  if (!view) throw new RangeError(name)
  return view
}

beforeAll(async () => {
  it = await openTestApp('empty')
  await seedCity(it.db)
})
afterAll(async () => {
  await bench.close()
  await it.close()
})

/** Months, places, levels and measures that not everybody may choose. */
const odd = [`place=${other}`, 'level=lsoa', 'level=ward&measure=domestic-abuse', 'end=2026-04', 'to=2026-04&recent=12']

describe('what a page refuses or keeps to, its view refuses or keeps to wherever it stands', () => {
  test.each(views.map(view => view.name))('%s: refused on the page, refused as block and finding', async name => {
    const view = viewNamed(name)
    for (const { who, actor } of readers)
      for (const words of odd) {
        const { statusCode } = await it.get(who, `${view.path}?${words}`)
        const said = await ask(rooms(), actor, view, askedOf(`?${words}`))
        if (statusCode !== 200) expect(said, `${who} ${name} ${words}`).toBeUndefined()
      }
  })

  test('months are for those who see every count to choose; others have those of the page', async () => {
    for (const [name, words, kept] of [['map', { level: 'ward', end: '2026-04' }, { end: '2026-10' }]] as const) {
      const mine = await ask(rooms(), analyst, viewNamed(name), words)
      expect(askedOf(mine?.reading.href ?? ''), name).toMatchObject(words)
      expect(mine?.asked, name).toEqual(words)
      const officers = await ask(rooms(), { ...anyone, role: 'officer' }, viewNamed(name), words)
      expect(askedOf(officers?.reading.href ?? ''), name).toMatchObject(kept)
      expect(officers?.asked, name).toMatchObject(kept)
      // what an analyst chose is held against the same months whoever reads it
      expect((await viewNamed(name).read(rooms(), words))?.to, name).toBe(mine?.reading.to)
    }
  })

  test('what nobody chose goes on with new data: its words stay as they were asked', async () => {
    for (const name of ['map', 'trends'])
      expect((await ask(rooms(), { ...anyone, role: 'officer' }, viewNamed(name), {}))?.asked, name).toEqual({})
  })

  test('a borough lead has their own borough and the city, and no marks of other boroughs', async () => {
    const [{ actor } = { actor: anyone }] = readers
    for (const name of ['trends', 'when'])
      for (const words of [
        { place: other, ward: '' },
        { place: other, ward: wardCode('Cathedral') },
      ])
        expect((await ask(rooms(), actor, viewNamed(name), words))?.reading.places ?? [], name).not.toContain(other)
    expect((await ask(rooms(), actor, viewNamed('trends'), { place: own }))?.reading.places).toEqual([own])
    expect((await ask(rooms(), actor, viewNamed('totals'), { place: other }))?.reading.places).toEqual([
      it.pack.city.code,
    ])
    for (const name of ['hot-spots', 'early-notice'])
      expect(await ask(rooms(), actor, viewNamed(name), {})).toBeUndefined()
    expect(await ask(rooms(), actor, viewNamed('map'), { show: 'change' })).toBeUndefined()
    expect(await ask(rooms(), actor, viewNamed('map'), { show: 'rate' })).toBeDefined()
  })
})

describe('in an assessment', () => {
  const Row = z.object({ id: z.number(), version: z.number(), chapter: z.string() })
  const rowOf = (code: string) =>
    it.db.one(
      Row,
      sql`select a.id, a.version, a.document->'chapters'->0->>'id' as chapter from needs_assessments a join places p on p.id = a.place_id where p.code = ${code}`,
    )
  const add = async (who: Parameters<TestApp['ask']>[0], code: string, address: string) => {
    const { id, version, chapter } = await rowOf(code)
    return it.ask(who, {
      url: `/assessment/${id}/blocks`,
      ...form({ chapter, version, kind: 'view', address, level: '' }),
    })
  }
  const lead = `borough-lead:${own}` as const

  test('a lead cannot put another borough into their own, and neither can an officer', async () => {
    expect((await it.ask(lead, { url: '/assessment', ...form({ place: own }) })).statusCode).toBe(303)
    expect((await it.get(lead, `/assessment/${(await rowOf(own)).id}`)).body).not.toContain('Hot spots')
    for (const page of ['trends', 'when']) {
      const refused = await add(lead, own, `/analyses/${page}?place=${other}`)
      expect(refused.statusCode, page).toBe(422)
      expect(refused.body).toContain('is not open to you')
    }
    expect((await add('officer', own, `/analyses/trends?place=${other}`)).body).toContain(
      'of that borough and of the whole city',
    )
    expect((await add(lead, own, `/analyses/trends?place=${own}`)).statusCode).toBe(303)
    expect((await add(lead, own, '/analyses/trends')).statusCode).toBe(303)
  })

  test('what somebody else put there is asked again by who reads it, in the draft and in an edition', async () => {
    const { id } = await rowOf(own)
    const block = { id: 'b900', kind: 'view', view: 'trends', asked: { place: other }, level: null }
    await it.db.run(
      sql`update needs_assessments set document = jsonb_set(document, '{chapters,0,blocks}', ${JSON.stringify([block])}::jsonb) where id = ${id}`,
    )
    const name = (await viewNamed('trends').read(rooms(), { place: other }))?.title ?? 'none'
    expect((await it.get('officer', `/assessment/${id}`)).body).toContain(name)
    const draft = (await it.get(lead, `/assessment/${id}`)).body
    expect(draft).not.toContain(name)
    expect(draft).toContain('This view is not open to you.')
    expect((await it.ask(lead, { url: `/assessment/${id}/review`, ...form({}) })).statusCode).toBe(303)
    const { version } = await rowOf(own)
    const frozen = await it.ask('director', { url: `/assessment/${id}/freeze`, ...form({ note: 'First.', version }) })
    expect(frozen.statusCode, frozen.body).toBe(303)
    const edition = String(frozen.headers.location)
    expect((await it.get('officer', edition)).body).toContain(name)
    for (const file of ['', '/figures.csv'])
      expect((await it.get(lead, `${edition}${file}`)).body, file).not.toContain(name)
    expect((await it.get(lead, edition)).body).toContain('This view is not open to you.')
  })
})
