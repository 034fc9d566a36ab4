// What those who check and publish have seen, and the advice they answer.
import { describe, expect, test } from 'vitest'
import { boroughCode } from '../../../test/city.ts'
import { decides, workOff } from '../../../test/support.ts'
import { sql } from '../../platform/sql.ts'
import type { NewReleasable } from './contract.ts'
import * as releases from './index.ts'
import { checkOff, get, handlers, it, northgate, offered, post, prepare, publish, releasable, row } from './testing.ts'

describe('nobody decides on what they did not see', () => {
  const make = (key: string, more: Partial<NewReleasable> = {}) =>
    offered.set(key, releasable(key, [], { title: key, tables: [], text: 'We listened to people.', ...more }))

  test('prepared anew after the analyst opened it: their form is refused, and nothing is checked off', async () => {
    make('figures/seen')
    const id = await prepare('figures/seen', 'Seen')
    const opened = decides((await get('analyst', `/releases/${id}`)).body)
    make('figures/seen', { text: 'Something else stands here now.' })
    await post('officer', `/releases/${id}/again`)
    await workOff(it.db, handlers)
    const answer = await post('analyst', `/releases/${id}/check`, opened)
    expect(answer.statusCode).toBe(409)
    expect(answer.body).toContain('It changed after you opened it')
    expect((await post('analyst', `/releases/${id}/check`)).statusCode).toBe(409)
    expect((await checkOff(id)).statusCode).toBe(303)
  })

  test('prepared anew after the director opened it: it is not published unseen', async () => {
    make('figures/last')
    const id = await prepare('figures/last', 'Last')
    await checkOff(id)
    const opened = decides((await get('director', `/releases/${id}/publish`)).body)
    make('figures/last', { text: 'Something else stands here now.' })
    await post('officer', `/releases/${id}/again`)
    await workOff(it.db, handlers)
    await checkOff(id)
    const answer = await post('director', `/releases/${id}/publish`, opened)
    expect(answer.statusCode).toBe(409)
    expect(await releases.publishedItem(it.db, 'figures/last')).toBeUndefined()
  })

  const robberies = (key: string, robbed: number) => {
    const made = releasable(key, [row(boroughCode(2), 'Southwharf', robbed)], { title: key })
    return { ...made, tables: JSON.parse(JSON.stringify(made.tables).replaceAll('violence-with-injury', 'robbery')) }
  }
  test('a check that comes to something else after it was checked off takes it back to the analyst', async () => {
    offered.set('figures/back', robberies('figures/back', 126))
    const id = await prepare('figures/back', 'Back')
    await checkOff(id)
    offered.set('figures/first', robberies('figures/first', 140))
    await publish(await prepare('figures/first', 'First'))
    await post('director', `/releases/${id}/checks`)
    await workOff(it.db, handlers)
    const page = (await get('analyst', `/releases/${id}`)).body
    expect(page).toContain('to be checked again')
    expect(page).toContain('they were revised since')
    expect((await get('director', `/releases/${id}/publish`)).statusCode).toBe(409)
  })

  test('the pages of who checks and who publishes print every word and table that becomes public', async () => {
    make('figures/whole', {
      text: '## What people said\n\nThe walk home is dark.',
      pictures: [{ alt: 'Where it lies', svg: '<svg viewBox="0 0 1 1" role="img"></svg>' }],
      extra: { unknown: ['What children say'] },
    })
    for (let i = 0; i < 11; i += 1) make(`figures/part-${i}`)
    const chosen = ['figures/whole', ...Array.from({ length: 11 }, (_, i) => `figures/part-${i}`)]
    const answer = await it.ask('officer', {
      method: 'POST',
      url: '/releases',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams([
        ['title', 'Whole'],
        ['summary', 'All.'],
        ...chosen.map(key => ['chosen', key]),
      ]).toString(),
    })
    const id = Number(String(answer.headers.location).split('/').pop())
    await workOff(it.db, handlers)
    const told = [
      'The walk home is dark.',
      'What people said',
      'Where it lies',
      'Recorded crime, The police',
      'Open Government',
      'What children say',
    ]
    const page = (await get('analyst', `/releases/${id}`)).body
    for (const words of told) expect(page).toContain(words)
    expect(page).not.toContain('figures/part-10')
    expect((await get('analyst', `/releases/${id}?part=2`)).body).toContain('figures/part-10')
    await checkOff(id)
    const last = (await get('director', `/releases/${id}/publish`)).body
    for (const words of told) expect(last).toContain(words)
    await post('officer', `/releases/${id}/drop`)
  })
})

describe('advice', () => {
  test('each piece needs a reason, which the director reads and the edition keeps', async () => {
    offered.set(
      'figures/advice',
      releasable('figures/advice', [], { title: 'Advice', tables: [], text: 'Young offenders were seen.' }),
    )
    const id = await prepare('figures/advice', 'Advice')
    const opened = decides((await get('analyst', `/releases/${id}`)).body)
    expect(Object.keys(opened)).toContain('reason-words')
    const bare = await post('analyst', `/releases/${id}/check`, { seal: opened.seal ?? '', 'reason-words': ' ' })
    expect(bare.statusCode).toBe(422)
    expect(bare.body).toContain('Words: say why it may stand')
    const given = { ...opened, 'reason-words': 'It is the name of a law of 1933.' }
    expect((await post('analyst', `/releases/${id}/check`, given)).statusCode).toBe(303)
    expect((await get('director', `/releases/${id}/publish`)).body).toContain('It is the name of a law of 1933.')
    const last = decides((await get('director', `/releases/${id}/publish`)).body)
    expect((await post('director', `/releases/${id}/publish`, last)).statusCode).toBe(303)
    expect((await get('officer', `/releases/${id}`)).body).toContain('It is the name of a law of 1933.')
    await expect(it.db.run(sql`update release_editions set reasons = '[]' where id = ${id}`)).rejects.toThrow(
      /never changed/,
    )
  })

  test('a table that hides all it counts says so', async () => {
    offered.set(
      'figures/nothing',
      releasable(
        'figures/nothing',
        northgate.map(cells => row(String(cells[0]), String(cells[1]), 3)),
        { title: 'Nothing' },
      ),
    )
    const id = await prepare('figures/nothing', 'Nothing')
    expect((await get('analyst', `/releases/${id}`)).body).toContain('leave it out or go a level up')
    await post('officer', `/releases/${id}/drop`)
  })
})
