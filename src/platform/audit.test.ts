import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
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
        update audit_chain c set row_hash = audit_row_hash(a), hash = audit_link_hash(b.hash, c.position, c.audit_id, c.at, audit_row_hash(a))
        from audit a, audit_chain b where c.position = 9 and a.id = c.audit_id and b.position = 8`)
    })
    expect(found?.faults).toEqual([expect.objectContaining({ position: 10, kind: 'altered' })])
  })

  test('a row taken out is found, whatever was done to its link to make it look old', async () => {
    const out = sql`delete from audit where object = 'thing/7'`
    const link = sql`audit_id = (select id from audit where object = 'thing/7')`
    const linked = await tamper(async tx => {
      await tx.run(sql`update audit_chain set linked_at = now() - interval '8 years' where ${link}`)
      await tx.run(out)
    })
    expect(linked?.faults.map(fault => fault.kind)).toEqual(['removed'])
    const timed = await tamper(async tx => {
      await tx.run(sql`update audit_chain set at = now() - interval '8 years' where ${link}`)
      await tx.run(out)
    })
    expect(timed?.faults.map(fault => fault.kind)).toEqual(['altered'])
  })

  test('a row put in with an old day and taken out again is found, for younger rows stand before it', async () => {
    const found = await tamper(async tx => {
      await tx.run(raw('alter table audit enable trigger user'))
      await tx.run(sql`insert into audit (at, who, what, object) values ('2015-01-01', 'x', 'y', 'z')`)
      await tx.run(raw('set constraints all immediate'))
      await tx.run(raw('alter table audit disable trigger user'))
      await tx.run(sql`delete from audit where object = 'z'`)
    })
    expect(found?.faults.map(fault => fault.kind)).toEqual(['removed'])
  })

  test('a row keeps the role and organisation its writer had, and they are under its hash', async () => {
    await it.db.run(sql`
      insert into accounts (email, name, role, organisation) values ('lead@tests.example', 'Lead', 'borough-lead', 'southwharf-council')`)
    await record(it.db, 'Lead@tests.example', 'plan.changed', 'plan/1')
    await it.db.run(sql`update accounts set role = 'officer', organisation = 'vru' where email = 'lead@tests.example'`)
    const Kept = z.object({ role: z.string().nullable(), organisation: z.string().nullable() })
    const kept = await it.db.one(Kept, sql`select role, organisation from audit where object = 'plan/1'`)
    expect(kept).toEqual({ role: 'borough-lead', organisation: 'southwharf-council' })
    const found = await tamper(tx => tx.run(sql`update audit set organisation = 'vru' where object = 'plan/1'`))
    expect(found?.faults.map(fault => fault.kind)).toEqual(['altered'])
    expect((await verifyChain(it.db)).faults).toEqual([])
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

describe('a trail begun before links carried the time of their row', () => {
  // links of the first kind, as the first version made them, with what the migration writes beside them
  const asFirst = async (tx: Db) => {
    await tx.run(raw('delete from audit_chain'))
    await tx.run(sql`
      with recursive old as (select a.*, row_number() over (order by id) as place from audit a),
      linked as (
        select place, id, at, audit_hash('', audit_text(id, at, who, what, object, detail, purpose)) as hash from old where place = 1
        union all
        select o.place, o.id, o.at, audit_hash(l.hash, audit_text(o.id, o.at, o.who, o.what, o.object, o.detail, o.purpose))
        from linked l join old o on o.place = l.place + 1)
      insert into audit_chain (position, audit_id, hash, version, at, row_hash)
      select l.place, l.id, l.hash, 1, l.at, audit_row_hash(a) from linked l join audit a on a.id = l.id`)
  }
  const oldRows = (tx: Db) =>
    tx.run(sql`update audit set at = now() - interval '8 years' where id <= (select min(id) + 4 from audit)`)
  const goOn = async (tx: Db) => {
    await tx.run(raw('alter table audit enable trigger audit_linked'))
    await record(tx, 'someone', 'thing.done', 'thing/new')
    await record(tx, 'someone', 'thing.done', 'thing/newer')
    await tx.run(raw('set constraints all immediate'))
    await tx.run(raw('alter table audit disable trigger audit_linked'))
  }
  const first = sql`(select min(audit_id) from audit_chain)`

  test('stays whole, goes on with links of the second kind, and its old rows may go', async () => {
    const found = await tamper(async tx => {
      await oldRows(tx)
      await asFirst(tx)
      await goOn(tx)
      await tx.run(sql`delete from audit where id <= ${first} + 2`)
    })
    expect(found?.faults).toEqual([])
    expect(found?.rows).toBeGreaterThan(40)
  })

  test('shows an old row that was altered, a young one that went, and a time that was set back', async () => {
    const kinds = async (deed: (tx: Db) => Promise<unknown>) =>
      (
        await tamper(async tx => {
          await oldRows(tx)
          await asFirst(tx)
          await goOn(tx)
          await deed(tx)
        })
      )?.faults.map(fault => fault.kind)
    expect(await kinds(tx => tx.run(sql`update audit set who = 'another' where id = ${first} + 1`))).toEqual([
      'altered',
    ])
    const young = sql`(select audit_id from audit_chain where position = 20)`
    expect(await kinds(tx => tx.run(sql`delete from audit where id = ${young}`))).toEqual(['removed'])
    // the seal no longer fits: it is said at the first link that stands on it
    const setBack = await kinds(async tx => {
      await tx.run(sql`update audit_chain set at = now() - interval '8 years' where position <= 20`)
      await tx.run(sql`delete from audit where id <= ${young}`)
    })
    expect(setBack).toEqual(['altered'])
  })
})
