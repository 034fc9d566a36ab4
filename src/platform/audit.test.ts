import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestStore, type TestStore } from '../../test/support.ts'
import { record, recordRead, verifyChain } from './audit.ts'
import type { Db } from './db.ts'
import { raw, sql } from './sql.ts'

let it: TestStore
beforeAll(async () => {
  it = await openTestStore('empty')
})
afterAll(() => it.close())

/** As somebody with the run of the database would: the guards off, the deed, the guards on; then all of it undone. */
async function tamper(deed: (tx: Db) => Promise<unknown>) {
  const undo = new Error('undo')
  let found: Awaited<ReturnType<typeof verifyChain>> | undefined
  await it.db
    .transaction(async tx => {
      for (const table of ['audit', 'audit_chain']) await tx.run(raw(`alter table ${table} disable trigger user`))
      await deed(tx)
      for (const table of ['audit', 'audit_chain']) await tx.run(raw(`alter table ${table} enable trigger user`))
      found = await verifyChain(tx)
      throw undo
    })
    .catch(error => {
      if (error !== undo) throw error
    })
  return found
}

describe('the audit trail', () => {
  test('is a whole chain after writers at the same time, and after a transaction that was undone', async () => {
    await Promise.all(
      Array.from({ length: 40 }, (_, k) =>
        it.db.transaction(tx => record(tx, 'someone', 'thing.done', `thing/${k}`, { k })),
      ),
    )
    await it.db
      .transaction(async tx => {
        await record(tx, 'someone', 'thing.undone', 'thing/1')
        throw new Error('no')
      })
      .catch(() => {})
    await recordRead(it.db, 'someone', 'decision/1', 'Preparing a panel')
    const found = await verifyChain(it.db)
    expect(found).toMatchObject({ rows: 41, faults: [] })
    expect(found.head).toMatch(/^[0-9a-f]{64}$/)
  })

  test.each([
    ['who did it', sql`update audit set who = 'another' where object = 'thing/7'`, 'altered'],
    ['when', sql`update audit set at = at + interval '1 microsecond' where object = 'thing/7'`, 'altered'],
    ['a detail', sql`update audit set detail = '{"k": 8}' where object = 'thing/7'`, 'altered'],
    ['why', sql`update audit set purpose = 'Another reason' where purpose is not null`, 'altered'],
    ['a row taken out', sql`delete from audit where object = 'thing/7'`, 'removed'],
  ] as const)('an alteration is found, and where: %s', async (_, deed, kind) => {
    const found = await tamper(tx => tx.run(deed))
    expect(found?.faults).toHaveLength(1)
    expect(found?.faults[0]?.kind).toBe(kind)
  })

  test('a row put in past the chain, and a link taken out, are found', async () => {
    const put = await tamper(tx => tx.run(sql`insert into audit (who, what, object) values ('x', 'y', 'z')`))
    expect(put?.faults.map(fault => fault.kind)).toEqual(['unlinked'])
    const cut = await tamper(tx => tx.run(sql`delete from audit_chain where position = 5`))
    expect(cut?.faults.map(fault => fault.kind)).toEqual(['gap', 'unlinked'])
  })

  test('an altered row whose own hash was made anew is found at the next link', async () => {
    const found = await tamper(async tx => {
      await tx.run(
        sql`update audit set who = 'another' where id = (select audit_id from audit_chain where position = 9)`,
      )
      await tx.run(sql`
        update audit_chain c set hash = audit_hash(b.hash, audit_text(a.id, a.at, a.who, a.what, a.object, a.detail, a.purpose))
        from audit a, audit_chain b where c.position = 9 and a.id = c.audit_id and b.position = 8`)
    })
    expect(found?.faults).toEqual([expect.objectContaining({ position: 10, kind: 'altered' })])
  })

  test('nobody changes, removes or empties it by an ordinary statement', async () => {
    for (const deed of [
      sql`update audit set who = 'x'`,
      sql`delete from audit`,
      sql`truncate audit`,
      sql`update audit_chain set hash = ''`,
      sql`delete from audit_chain`,
      sql`truncate audit_chain`,
    ])
      await expect(it.db.run(deed), deed.text).rejects.toThrow('never changed')
  })
})
