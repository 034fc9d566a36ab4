import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../../test/support.ts'
import { record, recordRead } from '../../../../platform/audit.ts'
import { workOnce } from '../../../../platform/jobs.ts'
import { raw, sql } from '../../../../platform/sql.ts'
import { jobs, news, schedule } from './checks.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('empty')
  for (const role of ['provider', 'borough-lead', 'officer', 'analyst', 'director', 'administrator'] as const)
    await it.get(role, '/data-use')
  // two partner organisations, and the unit's own
  const organisations = [
    ['provider@tests.example', 'southwharf-council'],
    ['borough-lead@tests.example', 'southwharf-council'],
    ['officer@tests.example', 'vru'],
    ['director@tests.example', 'vru'],
  ] as const
  for (const [email, organisation] of organisations)
    await it.db.run(sql`update accounts set organisation = ${organisation} where email = ${email}`)
  await it.db.run(sql`
    insert into accounts (email, name, role, organisation) values ('elsewhere@tests.example', 'Elsewhere', 'borough-lead', 'northgate-council')`)
  await record(it.db, 'elsewhere@tests.example', 'plan.changed', 'plan/secret-of-northgate', {
    words: 'northgate only',
  })
  await record(it.db, 'provider@tests.example', 'return.sent', 'return/17', { quarter: '2026-Q3' })
  await recordRead(it.db, 'director@tests.example', 'incident/4', 'Weekly review')
  await record(it.db, 'analyst@tests.example', 'export.taken', '/signals.csv')
})
afterAll(() => it?.close())

// Long addresses may be broken into lines.
const body = async (role: Parameters<TestApp['get']>[0], url: string) =>
  (await it.get(role, url)).body.replaceAll('<wbr>', '')

describe('the audit page', () => {
  test('shows the director everything, with readings and exports marked', async () => {
    const page = await body('director', '/audit?size=100')
    expect(page).toContain('plan/secret-of-northgate')
    expect(page).toMatch(/govuk-tag--blue">Reading<\/strong>/)
    expect(page).toMatch(/govuk-tag--purple">Export<\/strong>/)
    expect(page).toContain('Weekly review')
  })

  test('shows a borough lead what their organisation did, and nothing of another', async () => {
    const page = await body('borough-lead', '/audit?size=100')
    expect(page).toContain('return/17')
    for (const other of ['northgate', 'incident/4', '/signals.csv', 'analyst@', 'Plan changed'])
      expect(page).not.toContain(other)
    const searched = await body('borough-lead', '/audit?object=secret')
    expect(searched).not.toContain('plan/secret')
    expect((await it.get('borough-lead', '/audit.csv')).body).not.toContain('northgate')
  })

  test('shows an officer only what they did themselves, whoever shares their organisation', async () => {
    const page = await body('officer', '/audit?size=100')
    expect(page).toContain('officer@tests.example')
    expect(page).not.toContain('director@')
    expect(page).not.toContain('incident/4')
  })

  test('searches by who, what, object, words and days, sorts and pages in the database', async () => {
    expect(await body('director', '/audit?who=provider')).not.toContain('plan/secret')
    expect(await body('director', '/audit?words=northgate+only')).toContain('plan/secret-of-northgate')
    expect(await body('director', '/audit?act=return.sent')).toContain('1 row')
    expect(await body('director', '/audit?kind=reading')).toContain('1 row')
    expect(await body('director', '/audit?to=2020-01-01')).toContain('No rows match')
    expect(await body('director', '/audit?from=2026-13-01')).toContain('is not a day')
    const csv = (await it.get('director', '/audit.csv?sort=object&dir=asc')).body.split('\r\n').slice(1)
    const objects = csv.filter(Boolean).map(line => line.split(',')[4] ?? '')
    expect(objects).toEqual([...objects].sort())
    const [first, second] = await Promise.all([1, 2].map(page => body('director', `/audit?size=3&page=${page}`)))
    const rows = (page = '') => [...page.matchAll(/data-h="Row" class="n">(\d+)/g)].map(found => Number(found[1]))
    expect(rows(first)).toHaveLength(3)
    expect(rows(first).filter(id => rows(second).includes(id))).toEqual([])
  })

  test('leaves with their old organisation the rows of somebody who moves to another, and their own with them', async () => {
    const moved = 'moving@tests.example'
    await it.db.run(sql`
      insert into accounts (email, name, role, organisation) values (${moved}, 'Moving', 'provider', 'northgate-council')`)
    await record(it.db, moved, 'return.sent', 'return/of-northgate')
    await it.db.run(sql`update accounts set organisation = 'southwharf-council' where email = ${moved}`)
    await record(it.db, moved, 'return.sent', 'return/of-southwharf')
    const page = await body('borough-lead', '/audit?size=100')
    expect(page).toContain('return/of-southwharf')
    expect(page).not.toContain('return/of-northgate')
    expect((await it.get('borough-lead', '/audit.csv')).body).not.toContain('of-northgate')
    await it.db.run(sql`update accounts set role = 'officer', organisation = 'vru' where email = ${moved}`)
    expect(await body('borough-lead', '/audit?size=100')).toContain('return/of-southwharf')
    expect(await body('director', '/audit?object=of-northgate')).toContain('Provider (Moving)')
  })

  test('taking the file away is itself in the trail', async () => {
    await it.get('officer', '/audit.csv')
    expect(await body('officer', '/audit?kind=export')).toContain('/audit.csv')
  })
})

const Link = z.object({ auditId: z.number(), position: z.number() })

describe('a check of the chain', () => {
  const check = async () => {
    const asked = await it.ask('director', { ...form({}), url: '/audit/checks' })
    const url = String(asked.headers.location)
    const waiting = (await it.get('director', `${url}/status`)).json<{ done: boolean }>()
    expect(waiting.done).toBe(false)
    await workOnce(it.db, jobs(it.db))
    return url
  }

  test('finds nothing where nothing was altered, and gives a hash to write down', async () => {
    const url = await check()
    const page = await body('director', url)
    expect(page).toMatch(/No fault in \d+ rows/)
    const hash = /[0-9a-f]{64}/.exec(page)?.[0] ?? ''
    expect(hash).toHaveLength(64)
    expect(await body('director', `${url}?hash=${hash}`)).toContain('It stands at place')
    expect(await body('director', `${url}?hash=${'0'.repeat(64)}`)).toContain('It is nowhere in the chain')
    expect((await it.get('officer', url)).statusCode).toBe(403)
    expect((await it.get('borough-lead', url)).statusCode).toBe(403)
  })

  test('says which row was altered, and where it stands', async () => {
    const { auditId, position } = await it.db.one(
      Link,
      sql`select c.audit_id as "auditId", c.position from audit_chain c join audit a on a.id = c.audit_id where a.what = 'return.sent'`,
    )
    // somebody with the key to the database
    await it.db.run(raw('alter table audit disable trigger audit_append_only'))
    await it.db.run(sql`update audit set who = 'somebody-else@tests.example' where id = ${auditId}`)
    await it.db.run(raw('alter table audit enable trigger audit_append_only'))
    const page = await body('director', await check())
    expect(page).toMatch(/1 fault in \d+ rows/)
    expect(page).toContain(`Place ${position}<`)
    expect(page).toContain(`Row ${auditId}<`)
    expect(page).toContain('Altered: the row is not what it was')
    expect(page).toContain('somebody-else@tests.example')
    expect(await body('director', '/audit')).toContain('1 fault in')
  })

  test('a trail written anew in full is found by the hash of an earlier check', async () => {
    await it.db.run(raw('alter table audit_chain disable trigger audit_chain_stays'))
    await it.db.run(sql`
      with recursive anew as (
        select c.position, audit_row_hash(a) as row_hash, audit_link_hash('', c.position, a.id, a.at, audit_row_hash(a)) as hash
        from audit_chain c join audit a on a.id = c.audit_id where c.position = 1
        union all
        select c.position, audit_row_hash(a), audit_link_hash(b.hash, c.position, a.id, a.at, audit_row_hash(a))
        from anew b join audit_chain c on c.position = b.position + 1 join audit a on a.id = c.audit_id)
      update audit_chain set hash = anew.hash, row_hash = anew.row_hash from anew where anew.position = audit_chain.position`)
    await it.db.run(raw('alter table audit_chain enable trigger audit_chain_stays'))
    const page = await body('director', await check())
    expect(page).toContain('An earlier check ended here with another hash')
  })

  test('a tail that is cut off is found, though a fault stands already', async () => {
    for (const table of ['audit', 'audit_chain']) await it.db.run(raw(`alter table ${table} disable trigger user`))
    const last = sql`(select max(position) - 2 from audit_chain)`
    await it.db.run(sql`delete from audit where id in (select audit_id from audit_chain where position > ${last})`)
    await it.db.run(sql`delete from audit_chain where position > ${last}`)
    for (const table of ['audit', 'audit_chain']) await it.db.run(raw(`alter table ${table} enable trigger user`))
    const before = (await news(it.db, '2000-01-01')).length
    const page = await body('director', await check())
    expect(page.match(/An earlier check ended here with another hash/g)?.length).toBeGreaterThan(1)
    expect(await news(it.db, '2000-01-01')).toHaveLength(before + 1)
  })

  test('is made every night, kept, and arranged anew for the next', async () => {
    await schedule(it.db, new Date())
    await schedule(it.db, new Date())
    const Waiting = z.object({ n: z.number() })
    const waiting = sql`select count(*) as n from jobs where kind = 'audit.nightly' and finished_at is null`
    expect(await it.db.one(Waiting, waiting)).toEqual({ n: 1 })
    await it.db.run(sql`update jobs set run_at = now() where kind = 'audit.nightly'`)
    const before = await news(it.db, '2000-01-01')
    await workOnce(it.db, jobs(it.db))
    expect(await it.db.one(Waiting, waiting)).toEqual({ n: 1 })
    expect(await body('director', '/audit')).toMatch(/by the program, every night/)
    // what it finds was found before: nothing new is told
    expect(await news(it.db, '2000-01-01')).toEqual(before)
  })
})
