import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fallingWard, risingWard, seedCity, smallWard, sustainedWard, wardCode } from '../../../../test/city.ts'
import { form, openTestApp, type TestApp } from '../../../../test/support.ts'
import { workOnce } from '../../../platform/jobs.ts'
import { jobHandlers } from '../../../work.ts'
import { assessAll, defaults } from '../index.ts'

let test1: TestApp
const text = async (role: Parameters<TestApp['get']>[0], url: string) => {
  const answer = await test1.get(role, url)
  return { code: answer.statusCode, body: answer.body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' '), html: answer.body }
}

beforeAll(async () => {
  test1 = await openTestApp('empty')
})
afterAll(() => test1.close())

describe('signals', () => {
  test('an empty city says how to load it', async () => {
    const page = await text('analyst', '/signals')
    expect(page.code).toBe(200)
    expect(page.body).toContain('No places are loaded yet')
  })

  test('before anybody has made the marks an analyst can, and an officer is told who can', async () => {
    await seedCity(test1.db)
    expect((await text('officer', '/signals')).body).toContain('An analyst can make the marks')
    expect((await text('analyst', '/signals')).body).toContain('Make the marks')
    expect((await test1.ask('officer', { ...form({}), url: '/signals/assess' })).statusCode).toBe(403)
    const answer = await test1.ask('analyst', { ...form({}), url: '/signals/assess' })
    expect(answer.statusCode).toBe(303)
    const address = String(answer.headers.location)
    expect((await text('analyst', address)).body).toContain('Waiting to start')
    await workOnce(test1.db, jobHandlers(test1.db))
    expect((await text('analyst', address)).body).toContain('Done.')
    expect((await test1.get('analyst', `${address}/status`)).json()).toMatchObject({ done: true, share: 1 })
  })

  test('the planted places are found and the rest is chance', async () => {
    const page = await text('analyst', '/signals')
    expect(page.body).toContain('Two did: 1 rose and 1 fell. One stayed high for three years.')
    const csv = (await test1.get('analyst', '/signals.csv')).body.split('\r\n')
    const row = (name: string) => csv.find(line => line.startsWith(`${name},`)) ?? ''
    expect(row(risingWard)).toContain(',rising,288,144,2,')
    expect(row(fallingWard)).toContain(',falling,180,360,0.5,')
    expect(row(sustainedWard)).toContain('high and sustained')
    expect(csv.filter(line => line.includes(',chance,'))).toHaveLength(8)
    expect(row(smallWard)).toContain('too few')
  })

  test('other settings are worked out for the asking and shown as such', async () => {
    const page = await text('analyst', '/signals?window=6&fdr=1')
    expect(page.code).toBe(200)
    expect(page.body).toContain('These marks were made with other settings: windows of 6 months')
    expect(page.body).toContain('false discovery rate 1%')
  })

  test('settings out of range are said beside their field, and the usual marks are shown meanwhile', async () => {
    const page = await text('analyst', '/signals?window=99&fdr=5')
    expect(page.body).toContain('There is a problem')
    expect(page.body).toContain('Enter the months in each window, from 3 to 24')
    expect(page.body).toContain('Two did: 1 rose and 1 fell')
  })

  test('an earlier period is worked out too', async () => {
    const page = await text('analyst', '/signals?end=2025-10')
    expect(page.body).toContain('12 months to October 2025')
    expect(page.body).toContain('No ward’s change can be told apart from chance.')
  })

  test('filters, order and the address go together', async () => {
    const page = await text('analyst', '/signals?change=rising&change=falling&sort=count.desc')
    expect(page.body).toContain('2 wards')
    expect(page.html.indexOf(risingWard)).toBeLessThan(page.html.indexOf(fallingWard))
    expect(page.html).toContain('/signals.csv?change=rising&amp;change=falling&amp;sort=count&amp;dir=desc')
    expect((await text('analyst', '/signals?high=sustained')).body).toContain('1 ward ')
  })

  test('marks come first, then names; the tiles lead to the list of their own', async () => {
    const { html } = await text('officer', '/signals')
    const at = [risingWard, fallingWard, sustainedWard, 'Abbot Field', 'Ivy'].map(name => html.indexOf(`>${name}<`))
    expect(at.slice(0, 4).every((place, i) => place > (at[i - 1] ?? 0))).toBe(true)
    expect((await test1.get('officer', '/signals.csv')).body.split('\r\n')[1]).toMatch(`${risingWard},`)
    for (const [href, name] of [
      ['/signals?change=rising', risingWard],
      ['/signals?change=falling', fallingWard],
      ['/signals?high=sustained', sustainedWard],
    ] as const) {
      expect(html).toContain(`href="${href}"`)
      const tile = await text('officer', href)
      expect(tile.body).toContain('1 ward , 12 months to')
      expect(tile.html).toContain(`>${name}<`)
      expect(tile.body).toContain('CSV of 1 ward ')
    }
  })

  test('how firm a mark is: each other choice in words', async () => {
    const page = await text('officer', `/signals/firmness?place=${wardCode(risingWard)}&measure=violence-with-injury`)
    expect(page.code).toBe(200)
    expect(page.body).toContain('The mark “Rising” is the same in 6 of 7 other choices')
    expect((await test1.get('officer', '/signals/firmness?place=X&measure=y')).statusCode).toBe(404)
  })
})

describe('who sees which signals', () => {
  test('an analyst sees a count of three; officers and directors see that it is not shown, and no rate, ratio or count in the file; the wards that would give it away are not shown either', async () => {
    expect((await test1.get('analyst', '/signals.csv')).body).toMatch(new RegExp(`^${smallWard},3,`, 'm'))
    for (const role of ['officer', 'director'] as const) {
      const csv = (await test1.get(role, '/signals.csv')).body
      expect(csv).toMatch(
        new RegExp(
          `^${smallWard},,X05000007,X09000002,Eastmere,violence-with-injury,2025-11,2026-10,not shown,9000,2021,,1000,,,not shown,,,`,
          'm',
        ),
      )
      expect(csv.match(/^(Canal Foot|Elm Park Road),,.*,not shown,/gm)).toHaveLength(2)
      expect(csv).toMatch(/^Cathedral,540,/m)
      const page = await text(role, '/signals')
      expect(page.body).toContain('not shown Hidden')
      expect(page.body).toContain('would give a small one away')
    }
  })

  test('a borough lead sees the wards of the own borough and the line of the city, nothing of the others', async () => {
    const page = await text('borough-lead:X09000001', '/signals')
    expect(page.body).toContain('4 wards')
    expect(page.body).toContain('One rose.')
    for (const other of [smallWard, fallingWard, sustainedWard]) expect(page.html).not.toContain(other)
    expect((await test1.get('borough-lead:X09000001', '/signals.csv')).body).not.toContain('Eastmere')
    const firm = `/signals/firmness?measure=violence-with-injury&place=`
    expect((await test1.get('borough-lead:X09000001', firm + wardCode(risingWard))).statusCode).toBe(200)
    expect((await test1.get('borough-lead:X09000001', firm + wardCode(fallingWard))).statusCode).toBe(403)
  })

  test('domestic abuse by ward is for analysts; others are told where to look, and get no file', async () => {
    expect((await text('analyst', '/signals?measure=domestic-abuse')).body).toContain('11 wards')
    for (const role of ['officer', 'director', 'borough-lead:X09000001'] as const) {
      const page = await text(role, '/signals?measure=domestic-abuse')
      expect(page.code).toBe(403)
      expect(page.body).toContain('Domestic abuse is shown for boroughs and above')
      expect((await test1.get(role, '/signals.csv?measure=domestic-abuse')).statusCode).toBe(403)
      expect((await text(role, '/signals')).html).not.toContain('domestic-abuse')
    }
    expect((await text('officer', '/signals?measure=domestic-abuse&level=borough')).body).toContain('3 boroughs')
  })

  test('nobody else opens signals', async () => {
    for (const role of ['provider', 'young-assessor', 'administrator'] as const)
      expect((await test1.get(role, '/signals')).statusCode).toBe(403)
    expect((await test1.get('public', '/signals')).statusCode).toBe(303)
  })
})

describe('across a recording break', () => {
  let broken: TestApp
  beforeAll(async () => {
    broken = await openTestApp('empty')
    await seedCity(broken.db, { breaks: '2026-01' })
    await assessAll(broken.db, { settings: defaults, by: 'tests', today: '2026-11-22' })
  })
  afterAll(() => broken.close())
  const body = async (role: Parameters<TestApp['get']>[0], url: string) => (await broken.get(role, url)).body

  test('no change is called, the level stands, and the page says why', async () => {
    const page = await body('officer', '/signals')
    expect(page).toContain('a recording break falls within these 24 months. One stayed high for three years.')
    expect(page).toContain('January 2026 is the first month recorded in the new way')
    expect(page).not.toContain('Show it anyway')
    expect(await body('officer', '/questions')).toContain('No question is open')
  })

  test('only an analyst may overlook it, and then every mark says so', async () => {
    expect(await body('analyst', '/signals')).toContain('Show it anyway, marked')
    const page = await body('analyst', '/signals?across=show')
    expect(page.match(/across a break/g)?.length).toBe(11)
    expect(page).toContain('These changes are across a recording break')
    expect((await broken.get('analyst', '/signals.csv?across=show')).body).toMatch(/,rising,.*,yes,/)
    expect(await body('officer', '/signals?across=show')).not.toContain('across a break<')
  })

  test('windows that end before the break, or begin with it, are tested as ever', async () => {
    expect(await body('analyst', '/signals?end=2025-12')).not.toContain('No change is called')
    expect(await body('analyst', '/signals?window=5')).not.toContain('No change is called')
  })
})
