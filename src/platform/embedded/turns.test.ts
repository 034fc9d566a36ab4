import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { connect, type Database } from '../db.ts'
import { type Sql, sql } from '../sql.ts'
import { closed, openEmbedded } from './open.ts'

let folder: string
let url: string
let db: Database

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'upstream-turns-'))
  url = await openEmbedded(folder)
  db = connect(url, { max: 8 })
})
afterAll(async () => {
  await db.end()
  await closed(folder)
  rmSync(folder, { recursive: true, force: true })
})

const Row = z.record(z.string(), z.unknown())
const shapes: ((text: string, who: number) => Sql)[] = [
  text => sql`select ${text}::text as a`,
  text => sql`select ${text}::text as b`,
  (text, who) => sql`select ${text}::text as c, ${who}::int as d`,
]
const names = [['a'], ['b'], ['c', 'd']]

/** Eight clients ask at once; one of them sends texts so long that they arrive in pieces. Gives the answers that were not its own. */
async function askTogether(length: number, times: number): Promise<string[]> {
  const wrong: string[] = []
  const client = async (who: number) => {
    for (let i = 0; i < times; i++) {
      const text = `${who}-${i}-`.padEnd(who === 0 ? length : 10, 'x')
      const shape = who % shapes.length
      const row = await db.one(Row, shapes[shape]?.(text, who) ?? sql`select 1`)
      if (!Object.values(row).includes(text) || Object.keys(row).join() !== names[shape]?.join())
        wrong.push(text.slice(0, 10))
    }
  }
  await Promise.all(Array.from({ length: 8 }, (_, who) => client(who)))
  return wrong
}

describe('many clients of one session', () => {
  test('each gets the answer to its own question, short or long', async () => {
    expect(await askTogether(10, 60)).toEqual([])
    expect(await askTogether(400_000, 20)).toEqual([])
  })

  test('a transaction is not cut into, and one that fails lets the next in', async () => {
    await db.run(sql`create table counted (n integer not null)`)
    await db.run(sql`insert into counted values (0)`)
    const add = async (fails: boolean) =>
      db.transaction(async tx => {
        const { n } = await tx.one(z.object({ n: z.number() }), sql`select n from counted`)
        await tx.run(sql`update counted set n = ${n + 1}`)
        if (fails) throw new Error('changed my mind')
      })
    const done = await Promise.allSettled(Array.from({ length: 30 }, (_, i) => add(i % 3 === 0)))
    expect(done.filter(one => one.status === 'rejected')).toHaveLength(10)
    expect(await db.one(z.object({ n: z.number() }), sql`select n from counted`)).toEqual({ n: 20 })
  })

  test('a question that is wrong spoils nobody else’s', async () => {
    const asked = await Promise.allSettled([
      ...Array.from({ length: 10 }, () => db.one(Row, sql`select 1 / ${0}::int as never`)),
      ...Array.from({ length: 10 }, (_, i) => db.one(z.object({ i: z.number() }), sql`select ${i}::int as i`)),
    ])
    expect(asked.slice(10).map(one => (one.status === 'fulfilled' ? one.value : one.reason))).toEqual(
      Array.from({ length: 10 }, (_, i) => ({ i })),
    )
  })

  const wrongs: Record<string, Sql> = {
    'a value that cannot be read': sql`select ${'no number'}::int as a`,
    'a value that fails when it is used': sql`select 1 / ${0}::int as a`,
    'words that are no question': sql`selec ${1}::int`,
    'a rule of a table': sql`insert into ruled values (${-1})`,
  }
  test.each(Object.keys(wrongs))('a transaction that fails on %s leaves nobody with another’s answer', async name => {
    await db.run(sql`create table if not exists ruled (n integer check (n > 0))`)
    const wrong = wrongs[name] ?? sql``
    for (let round = 0; round < 5; round++) {
      const fails = Array.from({ length: 4 }, () => db.transaction(tx => tx.run(wrong)))
      const asks = Array.from({ length: 20 }, (_, i) =>
        db.many(z.object({ i: z.number() }), sql`select ${i}::int as i`),
      )
      expect((await Promise.allSettled(fails)).map(one => one.status)).toEqual(Array(4).fill('rejected'))
      expect(await Promise.all(asks)).toEqual(Array.from({ length: 20 }, (_, i) => [{ i }]))
      expect(await db.many(z.object({ a: z.string() }), sql`select 'hello' as a`)).toEqual([{ a: 'hello' }])
    }
  })
})
