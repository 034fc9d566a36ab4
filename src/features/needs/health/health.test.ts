import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { anyone } from '../../../platform/http.ts'
import { sql } from '../../../platform/sql.ts'
import { openBench } from '../../../platform/work.ts'
import { jobHandlers } from '../../../work.ts'
import { roles } from '../../people/index.ts'
import { findRecord } from '../../threads/index.ts'
import { ask } from '../analyses/asking.ts'
import { Reading } from '../analyses/reading.ts'
import { openAgendas } from '../index.ts'
import * as queries from './agenda-queries.ts'
import { healthView } from './reading.ts'

let it: TestApp
beforeAll(async () => {
  it = await openTestApp('demo')
})
afterAll(async () => {
  await bench.close()
  await it?.close()
})

type Who = Parameters<TestApp['ask']>[0]
const post = (who: Who, url: string, values: Record<string, string> = {}) => it.ask(who, { url, ...form(values) })
const plain = (body: string) => body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')
const job = { id: 1, kind: 'evidence.imported', attempts: 1, progress: {}, result: null, error: null, finishedAt: null }
const reads: Who[] = ['borough-lead:X09000001', 'officer', 'analyst', 'director']
const open = async () => (await queries.list(it.db)).find(agenda => agenda.status === 'open')?.id ?? 0
const bench = openBench()
const rooms = () => ({ db: it.db, pack: it.pack, bench, today: () => '2026-11-22' })

describe('health data', () => {
  test('each hospital with how whole its data are, the months side by side, and the share the police do not know of with its base and interval', async () => {
    const { body } = await it.get('analyst', '/analyses/health')
    const text = plain(body)
    for (const words of ['Lantern Hill Hospital', 'Tidewater Infirmary', 'Date and time', 'By hour', 'Sharp object'])
      expect(text.toLowerCase(), words).toContain(words.toLowerCase())
    expect(text).toMatch(/5\d% said that the police did not know \(95% interval 5\d% to \d\d%\)/)
    expect(text).toMatch(/of [\d,]+ attendances whose answer was sent/)
    expect(body).toContain('/findings/new?view=health')
    const words = { end: '2026-03' }
    const kept = await ask(rooms(), { ...anyone, role: 'officer' }, healthView, words)
    expect(kept?.asked).toMatchObject({ end: '2026-10' })
    expect((await ask(rooms(), { ...anyone, role: 'analyst' }, healthView, words))?.asked).toEqual(words)
    const officers = (await it.get('officer', '/analyses/health?end=2026-03')).body
    expect(plain(officers)).toContain('12 months to October 2026') // months are for those who see every count to choose
    expect(officers).toContain('Per cent of attendances')
    expect(officers).not.toContain('/findings/new?view=health')
  })

  test('agrees with the monthly series of the city, but for assaults told on the last night of a month', async () => {
    const reading = await healthView.read(rooms(), {})
    const counts = reading?.table?.rows.map(row => Number(row.at(-1)?.replaceAll(',', ''))) ?? []
    const { n } = await it.db.one(
      z.object({ n: z.number() }),
      sql`select sum(value)::integer as n from observations where measure = 'assault-attendances' and grain = 'month'
        and period between ${`${reading?.from}-01`} and ${`${reading?.to}-01`}`,
    )
    expect(Math.abs(counts.reduce((sum, each) => sum + each, 0) - n)).toBeLessThan(10)
  })

  test('a reading is whole, names its files and holds no count under ten', async () => {
    const reading = Reading.parse(await healthView.read(rooms(), {}))
    expect(reading).toMatchObject({
      view: 'health',
      method: '/methods/hospital-data',
      measures: ['assault-attendances'],
    })
    expect(reading.imports.length).toBeGreaterThan(0)
    const cells = reading.table?.rows.flatMap(row => row.slice(1)) ?? []
    expect(cells.some(cell => /^[1-9]$/.test(cell))).toBe(false)
  })

  test('a month that a hospital leaves out is named', async () => {
    await it.db.transaction(async tx => {
      await tx.run(
        sql`update event_counts set site_code = 'XRV99' where site_code = 'XRV02' and happened_on between '2026-08-01' and '2026-08-31'`,
      )
      // what was read before is kept in memory until the data change
      await tx.run(
        sql`update imports set finished_at = finished_at + interval '1 second' where source_id = 'hospital-assault-attendances'`,
      )
    })
    const text = plain((await it.get('officer', '/analyses/health')).body)
    expect(text).toContain('August 2026: nothing came from Tidewater Infirmary')
    const reading = await healthView.read(rooms(), {})
    expect(reading?.statement).toMatch(/in the 12 months to October 2026 \(\d+ of \d+ monthly returns came\)/)
    const august = reading?.table?.rows.find(row => row[0] === 'August 2026')
    expect(august?.at(-1)).toBe('not all sent')
    expect(reading?.figures[0]).toMatchObject({ denominator: '', interval: expect.stringContaining('returns came') })
    await it.db.transaction(async tx => {
      await tx.run(sql`update event_counts set site_code = 'XRV02' where site_code = 'XRV99'`)
      await tx.run(
        sql`update imports set finished_at = finished_at + interval '1 second' where source_id = 'hospital-assault-attendances'`,
      )
    })
  })

  test('each role: who reads signals reads it and its file, nobody else', async () => {
    for (const url of ['/analyses/health', '/analyses/health.csv'])
      for (const role of roles) {
        const who = role === 'borough-lead' ? 'borough-lead:X09000001' : role
        const code = (await it.get(who, url)).statusCode
        if (reads.includes(who)) expect(code, `${role} ${url}`).toBe(200)
        else expect([303, 401, 403], `${role} ${url}`).toContain(code)
      }
  })
})

describe('the month’s agenda', () => {
  test('opens once with each month, with its figures frozen, and stands in the threads with an owner and a day', async () => {
    expect(await openAgendas(it.db, { by: 'import', today: '2026-11-22' })).toEqual([])
    const id = await open()
    const record = await findRecord(it.db, `agenda/${id}`)
    expect(record).toMatchObject({ kind: 'agenda', state: 'open', ownerRole: 'officer', ended: false })
    expect(record?.dueOn).not.toBeNull()
    const { body } = await it.get('officer', `/analyses/health/agendas/${id}`)
    for (const words of [
      'What changed?',
      'Which places and hours?',
      'What will we do about it?',
      'day for day',
      'Any night, after 11pm',
    ])
      expect(body, words).toContain(words)
    expect(body).not.toContain('A later file says otherwise')
    expect((await it.get('officer', '/week')).body).toContain('What will we do about it?')
  })

  test('the job after each import opens it', async () => {
    const { id } = (await queries.list(it.db))[0] ?? { id: 0 }
    await it.db.transaction(async tx => {
      await tx.run(sql`delete from records where key = ${`agenda/${id}`}`)
      await tx.run(sql`delete from health_agendas where id = ${id}`)
    })
    const loaded = z.object({ id: z.number() })
    const { id: importId } = await it.db.one(loaded, sql`select max(id) as id from imports`)
    await jobHandlers(it.db)['evidence.imported']?.({ ...job, payload: { importId } })
    expect((await queries.list(it.db)).filter(agenda => agenda.status === 'open')).toHaveLength(1)
    expect(await openAgendas(it.db, { by: 'import', today: '2026-11-22' })).toEqual([])
  })

  test('each role: who reads and who writes', async () => {
    const id = await open()
    for (const role of roles) {
      const who = role === 'borough-lead' ? 'borough-lead:X09000001' : role
      for (const url of [
        '/analyses/health/agendas',
        '/analyses/health/agendas.csv',
        `/analyses/health/agendas/${id}`,
      ]) {
        const code = (await it.get(who, url)).statusCode
        if (reads.includes(who)) expect(code, `${role} ${url}`).toBe(200)
        else expect([303, 401, 403], `${role} ${url}`).toContain(code)
      }
      for (const deed of ['', '/close', '/reopen']) {
        const code = (await post(who, `/analyses/health/agendas/${id}${deed}`, { version: '-1' })).statusCode
        const may = ['officer', 'analyst'].includes(role)
        expect(may ? [409, 422] : [303, 401, 403], `${role} ${deed}`).toContain(code)
      }
    }
  })

  test('is closed with a reason where nothing is done, and says so; it can be opened again', async () => {
    const id = await open()
    const at = `/analyses/health/agendas/${id}`
    const notes = { changed: 'As many as last year.', whereWhen: 'By the quay at night.', plan: '', version: '1' }
    expect((await post('officer', at, notes)).statusCode).toBe(303)
    expect((await post('analyst', at, notes)).statusCode).toBe(409)
    expect((await post('officer', `${at}/close`, { noAction: '' })).body).toContain(
      'Add an action, or enter why there is none',
    )
    expect((await post('officer', `${at}/close`, { noAction: 'The bus runs later already.' })).statusCode).toBe(303)
    const { body } = await it.get('director', at)
    expect(plain(body)).toContain('No action, because: The bus runs later already.')
    expect(body).toContain('As many as last year.')
    expect(await findRecord(it.db, `agenda/${id}`)).toMatchObject({ state: 'closed', ended: true, dueOn: null })
    expect((await post('officer', `${at}/reopen`)).statusCode).toBe(303)
    expect(await findRecord(it.db, `agenda/${id}`)).toMatchObject({ state: 'open', ended: false })
    for (const words of ['Closed', 'Opened again', 'Notes kept'])
      expect((await it.get('officer', at)).body).toContain(words)
  })

  test('an action is a task because of it; then it closes without a reason', async () => {
    const id = await open()
    const at = `/analyses/health/agendas/${id}`
    expect((await it.get('officer', at)).body).toContain(`/tasks/new?because=agenda%2F${id}`)
    const task = { title: 'Ask for lights by the quay', ownerRole: 'officer', because: `agenda/${id}` }
    expect((await post('officer', '/tasks', task)).statusCode).toBe(303)
    expect((await it.get('analyst', at)).body).toContain('Ask for lights by the quay')
    expect((await post('officer', `${at}/close`)).statusCode).toBe(303)
    expect((await it.get('analyst', '/analyses/health/agendas?state=closed')).body).toContain('1 action')
  })

  test('what nobody may know is not kept, and a number that is none is not found', async () => {
    const [agenda] = await queries.list(it.db)
    await post('officer', `/analyses/health/agendas/${agenda?.id}/reopen`)
    const values = { changed: 'Jamie, born 04/05/2012, was hurt', version: String((agenda?.version ?? 0) + 1) }
    expect((await post('officer', `/analyses/health/agendas/${agenda?.id}`, values)).statusCode).toBe(422)
    for (const wrong of ['0', '99999', 'x'])
      expect((await it.get('officer', `/analyses/health/agendas/${wrong}`)).statusCode).toBe(404)
  })
})
