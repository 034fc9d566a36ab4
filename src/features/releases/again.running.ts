// What was taken back, addresses, and two things at one moment.
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { boroughCode } from '../../../test/city.ts'
import { decides, workOff } from '../../../test/support.ts'
import { sql } from '../../platform/sql.ts'
import * as releases from './index.ts'
import { checkOff, get, handlers, it, json, offered, post, prepare, publish, releasable, row } from './testing.ts'

describe('what was taken back stays back', () => {
  const plain = (key: string, text: string) => releasable(key, [], { title: key, tables: [], text })
  const asNext = async (id: number, values: Record<string, string>) => {
    const answer = await post('officer', `/releases/${id}/correct`, {
      title: 'A title',
      summary: 'A summary.',
      ...values,
    })
    await workOff(it.db, handlers)
    return answer
  }
  const idOf = (answer: { headers: { location?: unknown } }) => Number(String(answer.headers.location).split('/').pop())

  test('a correction that waits goes with the release; publishing again needs a new draft that says why', async () => {
    offered.set('figures/gone', plain('figures/gone', 'We listened.'))
    const id = await prepare('figures/gone', 'Gone')
    await publish(id)
    const next = idOf(await asNext(id, { chosen: 'figures/gone', correction: 'A word was wrong.' }))
    await checkOff(next)
    const opened = decides((await get('director', `/releases/${next}/publish`)).body)
    await post('director', `/releases/${id}/withdraw`, { reason: 'It was wrong.' })
    expect((await post('director', `/releases/${next}/publish`, opened)).statusCode).toBeGreaterThanOrEqual(403)
    expect((await get('public', '/publications/gone')).statusCode).toBe(410)
    expect((await get('officer', `/releases/${id}`)).body).toContain('Prepare it again')
    const again = idOf(await asNext(id, { chosen: 'figures/gone', correction: 'It is put right.' }))
    await publish(again)
    const page = (await get('public', '/publications/gone')).body
    expect(page).toContain('It is put right.')
    expect(page).toContain('Withdrawn. It was wrong.')
    expect((await get('public', '/publications/gone/editions/1')).statusCode).toBe(410)
    for (const file of ['', '/figures.csv', '/notes.csv'])
      expect((await get('public', `/publications/gone/editions/7${file}`)).statusCode, file).toBe(404)
    expect((await json('/api/v1/releases')).json().withdrawn.map(({ slug }: { slug: string }) => slug)).not.toContain(
      'gone',
    )
  })

  test('a thing left out by a correction: no older release speaks for it again', async () => {
    offered.set('figures/kept', plain('figures/kept', 'Kept.'))
    offered.set('figures/out', plain('figures/out', 'First word.'))
    await publish(await prepare('figures/out', 'The older'))
    offered.set('figures/out', plain('figures/out', 'Second word.'))
    const id = await prepare('figures/out', 'The newer')
    await publish(id)
    expect((await releases.publishedItem(it.db, 'figures/out'))?.text).toBe('Second word.')
    await publish(idOf(await asNext(id, { chosen: 'figures/kept', correction: 'It was left out.' })))
    expect(await releases.publishedItem(it.db, 'figures/out')).toBeUndefined()
  })
})

describe('addresses and moments', () => {
  const slugOf = async (id: number) =>
    (
      await it.db.one(
        z.object({ slug: z.string() }),
        sql`select slug from releases r join release_editions e on e.release_id = r.id where e.id = ${id}`,
      )
    ).slug
  test('a title that is taken gets the first free number; one without letters is a numbered release', async () => {
    offered.set('figures/word', releasable('figures/word', [], { title: 'Word', tables: [] }))
    const titles = ['Report 2', 'Report', 'Report', '!!!', 'تقرير', 'Été']
    const made: string[] = []
    for (const title of titles) {
      const id = await prepare('figures/word', title)
      made.push(await slugOf(id))
      await post('officer', `/releases/${id}/drop`)
    }
    expect(made).toEqual(['report-2', 'report', 'report-3', 'release-1', 'release-2', 'ete'])
  })

  test('two published at the same moment: the second is held against the first', async () => {
    const ids: number[] = []
    for (const key of ['figures/moment-a', 'figures/moment-b']) {
      offered.set(key, releasable(key, [row(boroughCode(2), 'Southwharf', 140)], { title: key }))
      ids.push(await prepare(key, key))
    }
    for (const id of ids) await checkOff(id)
    const forms = await Promise.all(
      ids.map(async id => decides((await get('director', `/releases/${id}/publish`)).body)),
    )
    const codes = await Promise.all(
      ids.map(async (id, i) => (await post('director', `/releases/${id}/publish`, forms[i])).statusCode),
    )
    expect(codes.sort()).toEqual([303, 409])
  })

  test('two corrections of one edition at the same moment: one draft', async () => {
    offered.set('figures/twice', releasable('figures/twice', [], { title: 'Twice', tables: [] }))
    const id = await prepare('figures/twice', 'Twice')
    await publish(id)
    const body = { title: 'Twice', summary: 'A summary.', chosen: 'figures/twice', correction: 'A word.' }
    const both = await Promise.all([
      post('officer', `/releases/${id}/correct`, body),
      post('officer', `/releases/${id}/correct`, body),
    ])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([303, 409])
  })
})
