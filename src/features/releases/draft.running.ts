// A release from its draft to the public, its corrections and its withdrawal.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode, wardCode } from '../../../test/city.ts'
import { today, workOff } from '../../../test/support.ts'
import { sql } from '../../platform/sql.ts'
import * as releases from './index.ts'
import {
  get,
  handlers,
  it,
  json,
  northgate,
  offered,
  post,
  prepare,
  publish,
  releasable,
  row,
  rowsOf,
} from './testing.ts'

describe('from draft to public', () => {
  let id = 0
  test('an officer prepares; nothing is public; the page shows the checks and no true small figure', async () => {
    offered.set('figures/northgate', releasable('figures/northgate', northgate))
    id = await prepare('figures/northgate', 'Violence in Northgate')
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page).toContain('All checks passed')
    expect(page).toContain('[c]')
    expect(page).not.toMatch(/<td[^>]*>4</)
    expect(await releases.publishedItem(it.db, 'figures/northgate')).toBeUndefined()
    expect((await get('public', '/publications/violence-in-northgate')).statusCode).toBe(404)
  })

  test('nobody but an analyst checks, nobody but the director publishes, and not before the check', async () => {
    for (const role of [
      'officer',
      'director',
      'administrator',
      'provider',
      'borough-lead:X09000001',
      'young-assessor',
    ] as const)
      expect((await post(role, `/releases/${id}/check`)).statusCode, role).toBe(403)
    for (const role of ['officer', 'analyst', 'administrator', 'provider', 'young-assessor'] as const)
      expect((await post(role, `/releases/${id}/publish`)).statusCode, role).toBe(403)
    expect((await post('director', `/releases/${id}/publish`)).statusCode).toBe(409)
    expect((await post('public', `/releases/${id}/publish`)).statusCode).toBe(401)
  })

  test('a borough lead finds no release that is not theirs, by page, list, file or guessed address', async () => {
    const lead = 'borough-lead:X09000001' as const
    expect((await get(lead, `/releases/${id}`)).statusCode).toBe(404)
    expect((await get(lead, `/releases/${id}/back`)).statusCode).toBe(404)
    expect((await get(lead, '/releases')).body).not.toContain('Violence in Northgate')
    expect((await get(lead, '/releases.csv')).body).not.toContain('Violence in Northgate')
    expect((await post(lead, `/releases/${id}/publish`)).statusCode).toBe(404)
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await get(role, '/releases')).statusCode, role).toBe(403)
  })

  test('checked and published: page, data and CSV say the same, with rates of the counts as shown', async () => {
    await publish(id)
    expect(await rowsOf('figures/northgate')).toEqual([
      [wardCode('Abbot Field'), 'Abbot Field', '[c]', 2_000, '[c]', '[c]', '[c]'],
      [wardCode('Alder Bank'), 'Alder Bank', 12, 2_000, 6, 3.097, 10.48],
      [wardCode('Barley Mow'), 'Barley Mow', 16, 2_000, 8, 4.57, 12.99],
      [wardCode('Brickfields'), 'Brickfields', 21, 2_000, 10.5, 6.497, 16.05],
    ])
    const page = await get('public', '/publications/violence-in-northgate')
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('November 2025 to October 2026')
    expect(Buffer.byteLength(page.body)).toBeLessThan(100_000)
    const csv = await json('/api/v1/releases/violence-in-northgate/tables/1-wards.csv')
    expect(csv.body.split('\r\n')[1]).toBe(`${wardCode('Abbot Field')},Abbot Field,[c],2000,[c],[c],[c]`)
  })

  test('what is published is never changed, in the database itself', async () => {
    for (const change of [
      sql`update release_items set title = 'x'`,
      sql`delete from release_items`,
      sql`update release_editions set title = 'x' where id = ${id}`,
      sql`update release_cells set least = 0`,
      sql`delete from release_editions where id = ${id}`,
    ])
      await expect(it.db.run(change), change.text).rejects.toThrow(/never changed/)
    const kept = await it.db.one(
      z.object({ draft: z.unknown() }),
      sql`select draft from release_editions where id = ${id}`,
    )
    expect(kept.draft).toBeNull()
  })

  test('a correction is a new edition with its log; the old one stays readable', async () => {
    offered.set(
      'figures/northgate',
      releasable(
        'figures/northgate',
        northgate.map((cells, i) => (i === 1 ? row(wardCode('Alder Bank'), 'Alder Bank', 13) : cells)),
      ),
    )
    const missing = await post('officer', `/releases/${id}/correct`, {
      title: 'Violence in Northgate',
      summary: 'As before.',
      chosen: 'figures/northgate',
    })
    expect(missing.statusCode).toBe(422)
    expect(missing.body).toContain('Say what was wrong')
    const answer = await post('officer', `/releases/${id}/correct`, {
      title: 'Violence in Northgate',
      summary: 'As before.',
      chosen: 'figures/northgate',
      correction: 'Alder Bank had 13, not 12.',
    })
    const next = Number(String(answer.headers.location).split('/').pop())
    await workOff(it.db, handlers)
    expect((await get('public', '/publications/violence-in-northgate')).body).not.toContain('Alder Bank had 13')
    await publish(next)
    expect((await rowsOf('figures/northgate'))?.[1]?.[2]).toBe(13)
    expect((await get('public', '/publications/violence-in-northgate')).body).toContain('Alder Bank had 13, not 12.')
    const old = await get('public', '/publications/violence-in-northgate/editions/1')
    expect(old.statusCode).toBe(200)
    expect(old.body).toContain('This edition was replaced')
    id = next
  })

  test('withdrawn: gone from page, data, feed and list at once, with the reason, and its uses listed', async () => {
    await releases.noteUse(it.db, {
      key: 'figures/northgate',
      href: '/places/X09000001',
      title: 'Northgate',
      on: today,
    })
    expect((await get('director', `/releases/${id}/withdraw`)).body).toContain('href="/places/X09000001"')
    expect((await post('analyst', `/releases/${id}/withdraw`, { reason: 'x' })).statusCode).toBe(403)
    expect((await post('director', `/releases/${id}/withdraw`, { reason: ' ' })).statusCode).toBe(422)
    expect(
      (await post('administrator', `/releases/${id}/withdraw`, { reason: 'A ward was counted twice.' })).headers
        .location,
    ).toBe('/publications/violence-in-northgate')
    for (const url of [
      '/publications/violence-in-northgate',
      '/publications/violence-in-northgate/editions/1',
      '/publications/violence-in-northgate/items/1',
      '/publications/violence-in-northgate/figures.csv',
      '/publications/violence-in-northgate/figures.ods',
      '/publications/violence-in-northgate/notes.csv',
    ]) {
      const answer = await get('public', url)
      expect(answer.statusCode, url).toBe(410)
      expect(answer.body, url).toContain('A ward was counted twice.')
    }
    for (const url of [
      '',
      '/tables/1-wards.csv',
      '/tables/1-wards.json',
      '/tables/1-wards.csv-metadata.json',
      '/places.geojson',
    ]) {
      const answer = await json(`/api/v1/releases/violence-in-northgate${url}`)
      expect(answer.statusCode, url).toBe(410)
      expect(answer.headers['content-type']).toContain('application/problem+json')
    }
    expect(await releases.publishedItem(it.db, 'figures/northgate')).toBeUndefined()
    expect(await releases.published(it.db, { place: boroughCode(0) })).toEqual([])
    expect((await releases.withdrawn(it.db)).map(({ key }) => key)).toEqual(['figures/northgate'])
    for (const url of ['/publications', '/publications.atom', '/publications.csv', '/open-data'])
      expect((await get('public', url)).body, url).not.toContain('violence-in-northgate')
  })

  test('each step has its audit row', async () => {
    const rows = await it.db.many(
      z.object({ what: z.string() }),
      sql`select what from audit where what like 'release.%' order by id`,
    )
    expect(rows.map(({ what }) => what)).toEqual([
      'release.prepared',
      'release.check-done',
      'release.checked',
      'release.published',
      'release.correction-prepared',
      'release.check-done',
      'release.checked',
      'release.published',
      'release.withdrawn',
    ])
  })
})
