import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, type TestStore } from '../../test/support.ts'
import { asJson, environmentOf, type as typeCommand } from '../../test/terminal.ts'
import { readPack } from '../platform/pack.ts'
import { sql } from '../platform/sql.ts'
import { chosenOf, claim } from '../setup.ts'
import { commands } from './list.ts'
import { linesOf } from './load.ts'

const home = mkdtempSync(join(tmpdir(), 'upstream-commands-'))
afterAll(() => rmSync(home, { recursive: true, force: true }))

const type = (line: string, environment: NodeJS.ProcessEnv = { UPSTREAM_HOME: home }, answer?: string) =>
  typeCommand(line, environment, answer)

const nothingLoaded = {
  id: '',
  title: '',
  files: 0,
  unchanged: 0,
  rows: 0,
  cells: 0,
  rejected: 0,
  seconds: 0,
  gaps: [],
  refusals: [],
  each: [],
}

describe('typing a command', () => {
  test('help lists every command and ends with 0', async () => {
    const { code, out } = await type('help')
    expect(code).toBe(0)
    for (const { name } of commands) expect(out).toContain(`  ${name}`)
  })

  test.each(commands.map(({ name }) => name))('%s --help says how it is used', async name => {
    const { code, out } = await type(`${name} --help`)
    expect(code).toBe(0)
    expect(out).toContain(`Usage: npm run -s upstream -- ${name}`)
    expect(out).toContain('--json')
  })

  test.each([
    ['', 'Usage: npm run -s upstream -- COMMAND'],
    ['lode london', 'There is no command called "lode"'],
    ['load', 'Name the pack to load'],
    ['load london', '--data DIR'],
    ['load london --data . extra', '"extra" was not expected'],
    ['sources --colour red', "Unknown option '--colour'"],
    ['import', 'Name the file to import'],
    ['import figures.csv', 'with --as. Formats: '],
    ['invite somebody --role analyst', 'Enter an email address in the form name@example.org'],
    ['invite a@example.org --role king', '"king" is not a role'],
    ['invite a@example.org --role borough-lead', 'Name it by its code'],
    ['invite a@example.org --role analyst --flag king', '"king" is not a flag. Choose from incident-duty'],
    ['invite a@example.org --role analyst --flag evaluator', 'an evaluator’s access always ends'],
    ['invite a@example.org --role analyst --flag data-steward --until soon', 'Enter a real date'],
    ['invite a@example.org --role analyst --flag data-steward --until 2001-01-01', 'not in the past'],
    ['invite a@example.org --role analyst --until 2099-01-01', 'Name the flag'],
    ['assess --level street', 'ward, borough'],
    ['import --help no-such-format', 'There is no format "no-such-format"'],
  ])('"%s" is not understood: exit code 2 and how to put it right', async (line, words) => {
    const { code, out, err } = await type(line)
    expect(code).toBe(2)
    expect(out).toBe('')
    expect(err).toContain(words)
    expect(err).not.toContain('    at ')
  })

  test.each([
    ['load london --data /nowhere', 'There is no folder /nowhere'],
    ['load atlantis --data .', 'There is no pack called "atlantis"'],
    ['import /nowhere.csv --as mps-wide', 'There is no file /nowhere.csv'],
    ['backup /nowhere/city.backup', 'There is no folder /nowhere.'],
    ['backup /tmp', '/tmp is a folder.'],
    ['restore /nowhere.backup', 'There is no file /nowhere.backup'],
    ['sources --pack atlantis', 'There is no pack called "atlantis"'],
  ])('"%s" fails plainly: exit code 1, no stack trace, nothing made', async (line, words) => {
    const { code, err } = await type(line)
    expect(code).toBe(1)
    expect(err).toContain(words)
    expect(err).not.toContain('    at ')
    expect(existsSync(join(home, 'atlantis'))).toBe(false)
  })

  test('load from the wrong folder is one sentence and the way out, and makes nothing', async () => {
    const wrong = mkdtempSync(join(tmpdir(), 'upstream-wrong-'))
    for (const data of [wrong, join(import.meta.dirname, '..')]) {
      const { code, out, err } = await type(`load london --data ${data}`)
      expect(code).toBe(1)
      expect(out).toBe('')
      expect(err.trimEnd().split('\n')).toHaveLength(2)
      expect(err).toContain(`${data} is not the folder with the data`)
      expect(err).toContain('Give the folder that')
    }
    expect(existsSync(join(home, 'london'))).toBe(false)
    const [file = ''] = chosenOf({ id: 'london' }).flatMap(source => source.files.map(each => each.path))
    mkdirSync(join(wrong, 'data', dirname(file)), { recursive: true })
    writeFileSync(join(wrong, 'data', file), '')
    expect((await type(`load london --data ${wrong}`)).err).toContain(`They are in ${join(wrong, 'data')}`)
    rmSync(wrong, { recursive: true })
  })

  test('what a load leaves out is named, and past ten only counted', () => {
    const gaps = (n: number) => Array.from({ length: n }, (_, i) => `file-${i + 1}.csv is not in the folder.`)
    const load = { ...nothingLoaded, id: 'wards', files: 1, gaps: gaps(12) }
    const lines = linesOf([load], 1)
    expect(lines).toContain('  wards: file-10.csv is not in the folder.')
    expect(lines).not.toContain('  wards: file-11.csv is not in the folder.')
    expect(lines).toContain('  and 2 more: --json lists all.')
    expect(linesOf([{ ...load, gaps: gaps(10) }], 1).join('\n')).not.toContain('more')
  })

  test('with --json a failure is JSON too, and alone on standard output', async () => {
    const { code, out } = await type('load london --json')
    expect(code).toBe(2)
    expect(asJson(out)).toMatchObject({
      ok: false,
      error: expect.stringContaining('--data'),
      remedy: expect.stringContaining('Usage'),
    })
  })

  test('a format is explained with its columns and an example', async () => {
    const { code, out } = await type('import --help mps-wide')
    expect(code).toBe(0)
    expect(out).toContain('Columns:')
    expect(out).toContain('Example:')
    expect(asJson((await type('import --help mps-wide --json')).out)).toMatchObject({ ok: true, name: 'mps-wide' })
  })

  test('doctor on a machine without a database is content, and makes none', async () => {
    const { code, out } = await type('doctor --json')
    expect(asJson(out)).toMatchObject({
      checks: expect.arrayContaining([expect.objectContaining({ name: 'Database', ok: true })]),
    })
    expect([0, 1]).toContain(code) // 1 where this machine's disk is nearly full
    expect(existsSync(join(home, 'demo'))).toBe(false)
  })
})

describe('with a database', () => {
  const environments = new Map<TestStore, NodeJS.ProcessEnv>()
  let demo: TestStore
  let empty: TestStore

  const on = (store: TestStore, line: string, answer?: string) => type(line, environments.get(store), answer)

  beforeAll(async () => {
    demo = await openTestStore('demo')
    await demo.db.run(sql`select 1`)
    empty = await openTestStore('empty')
    await empty.db.run(sql`select 1`)
    environments.set(demo, environmentOf(demo, 'demo'))
    environments.set(empty, environmentOf(empty, 'demo'))
  })
  afterAll(async () => {
    await demo.close()
    await empty.close()
    for (const { UPSTREAM_HOME } of environments.values())
      if (UPSTREAM_HOME) rmSync(UPSTREAM_HOME, { recursive: true, force: true })
  })

  test('invite prints a link that is kept only as a hash, and writes who was invited', async () => {
    const { code, out } = await on(
      demo,
      'invite Kim@Example.org --role borough-lead --place X09000001,X09000002 --place X09000003 --json',
    )
    expect(code).toBe(0)
    const found = asJson(out)
    expect(found).toMatchObject({
      email: 'kim@example.org',
      role: 'borough-lead',
      places: ['X09000001', 'X09000002', 'X09000003'],
    })
    expect(found.link).toMatch(/^http:\/\/localhost:3000\/sign-in\/[\w-]{43}$/)
    const audit = sql`select count(*) as n from audit where what = 'account.invited' and object = 'account/kim@example.org' and who = 'command line'`
    expect(await demo.db.one(z.object({ n: z.number() }), audit)).toEqual({ n: 1 })
  })

  test('invite gives flags with their last day; who has not come yet is invited, and renewed stays as they were', async () => {
    const line = 'invite Sam@Example.org --role analyst --flag data-steward --until 2099-03-31'
    const found = [await on(demo, line), await on(demo, line)]
    for (const { code, out } of found) {
      expect(code).toBe(0)
      expect(out).toContain('Also Data steward, to 31 March 2099.')
    }
    const Flag = z.object({ flag: z.string(), until: z.string(), by: z.string() })
    const given = sql`
      select f.flag, f.ends_on::text as until, f.given_by as by from account_flags f join accounts a on a.id = f.account_id
      where a.email = 'sam@example.org'`
    expect(await demo.db.many(Flag, given)).toEqual([{ flag: 'data-steward', until: '2099-03-31', by: 'command line' }])
    const State = z.object({ waits: z.boolean() })
    const waits = sql`select invited_until is not null as waits from accounts where email = 'sam@example.org'`
    expect(await demo.db.one(State, waits)).toEqual({ waits: true })
    await demo.db.run(sql`update accounts set invited_until = null where email = 'sam@example.org'`)
    await on(demo, line)
    expect(await demo.db.one(State, waits)).toEqual({ waits: false })
  })

  test.each([
    ['--role borough-lead --place NOPE', 'NOPE is not the code of a borough here.'],
    ['--role borough-lead --place X09000001,X05000001', 'X05000001 is not the code of a borough here.'],
    ['--role officer --place NOPE,NADA', 'NOPE and NADA are not codes of places here.'],
  ])('invite %s is refused with the codes there are, and nobody is invited', async (words, message) => {
    const { code, err } = await on(demo, `invite nobody@example.org ${words}`)
    expect(code).toBe(2)
    expect(err).toContain(message)
    expect(err).toMatch(/Codes of boroughs: X09\d+ /)
    const found = sql`select email from accounts where email = 'nobody@example.org'`
    expect(await demo.db.many(z.object({ email: z.string() }), found)).toEqual([])
  })

  test('a backup to a disk that is full is told as that, and leaves nothing behind', async () => {
    const file = join(home, 'full.backup')
    symlinkSync('/dev/full', `${file}.part`) // every write to this device answers ENOSPC
    const { code, err } = await on(demo, `backup ${file}`)
    expect(code).toBe(1)
    expect(err).toContain('The disk is full')
    expect(err).toContain('Free some space')
    expect(err).not.toContain('fault in Upstream')
    expect(existsSync(`${file}.part`)).toBe(false)
  })

  test('sources lists what the pack describes', async () => {
    const { code, out } = await on(demo, 'sources --json')
    expect(code).toBe(0)
    const { sources } = z.object({ sources: z.array(z.object({ id: z.string() })) }).parse(JSON.parse(out))
    expect(sources.map(source => source.id)).toContain('recorded-offences-ward')
  })

  test('doctor finds everything in order, then an import left half-way', async () => {
    await demo.db.run(sql`update jobs set run_at = now() where finished_at is null`) // the city may have been made ready days ago
    const before = await on(demo, 'doctor --json')
    const bad = z
      .object({ checks: z.array(z.object({ name: z.string(), ok: z.boolean() })) })
      .parse(JSON.parse(before.out))
    expect(bad.checks.filter(check => !check.ok && check.name !== 'Disk' && check.name !== 'Packages')).toEqual([])
    await demo.db.run(sql`insert into imports (source_id, format, file_name, file_hash, file_bytes, snapshot_on, status, made_by)
      select id, format, 'half.csv', 'half', 1, '2026-01-31', 'reading', 'tests' from sources order by id limit 1`)
    const after = await on(demo, 'doctor')
    const any = await demo.db.one(
      z.object({ n: z.number() }),
      sql`select count(*) as n from imports where status = 'reading'`,
    )
    expect(after.code).toBe(any.n > 0 ? 1 : after.code)
    expect(after.out).toContain(any.n > 0 ? 'look at this  Half-way' : 'Half-way')
    await demo.db.run(sql`delete from imports where file_hash = 'half'`)
  })

  test('doctor reads the audit trail link by link, says its head, and where it was altered', async () => {
    const whole = await on(demo, 'doctor')
    const head = await demo.db.one(
      z.object({ rows: z.number(), hash: z.string() }),
      sql`select position as rows, hash from audit_chain order by position desc limit 1`,
    )
    expect(whole.out).toContain(`Audit trail: ${head.rows} row`)
    expect(whole.out).toContain(`none altered. Head: ${head.hash}`)
    const rewrite = (from: string, to: string) =>
      demo.db.transaction(async tx => {
        await tx.run(sql`alter table audit disable trigger user`)
        await tx.run(
          sql`update audit set who = ${to} where who = ${from} and id = (select audit_id from audit_chain where position = 1)`,
        )
        await tx.run(sql`alter table audit enable trigger user`)
      })
    const { who } = await demo.db.one(
      z.object({ who: z.string() }),
      sql`select a.who from audit a join audit_chain c on c.audit_id = a.id where c.position = 1`,
    )
    await rewrite(who, 'nobody')
    const altered = await on(demo, 'doctor')
    await rewrite('nobody', who)
    expect(altered.code).toBe(1)
    expect(altered.out).toContain(
      'look at this  Audit trail: 1 fault; the first: a row is not as it was written (link 1)',
    )
    expect(altered.out).toContain('Keep this database as it is')
    expect((await on(demo, 'doctor')).out).toContain('ok            Audit trail')
  })

  test('backup and restore carry a city from one database to another, which is refused while it holds something', async () => {
    const file = join(home, 'city.backup')
    expect((await on(demo, `backup ${file}`)).out).toContain('is saved in')
    const restored = await on(empty, `restore ${file} --json`)
    expect(asJson(restored.out)).toMatchObject({ ok: true, pack: 'demo' })
    const again = await on(empty, `restore ${file}`)
    expect(again.code).toBe(1)
    expect(again.err).toContain('--replace')
    const unsure = await on(empty, `restore ${file} --replace`, 'no')
    expect(unsure.code).toBe(2)
    expect(unsure.err).toContain('Nothing was changed')
    expect((await on(empty, `restore ${file} --replace`, 'yes')).code).toBe(0)
    expect((await on(empty, `restore ${file} --replace --yes`)).code).toBe(0)
    const accounts = sql`select email from accounts order by email`
    const Email = z.object({ email: z.string() })
    expect(await empty.db.many(Email, accounts)).toEqual(await demo.db.many(Email, accounts))
  })

  test('one database holds one pack: another is refused with where to go', async () => {
    await expect(claim(demo.db, readPack('london'))).rejects.toThrow('This database holds the pack "demo"')
  })

  test('a file that is not what it says is refused with the remedy', async () => {
    const file = join(home, 'letter.csv')
    writeFileSync(file, 'Dear all,\nhere are the figures\n')
    const { code, out } = await on(demo, `import ${file} --as mps-wide --source recorded-offences-ward --dry-run`)
    expect(code).toBe(1)
    expect(out).toContain('letter.csv')
  })
})
