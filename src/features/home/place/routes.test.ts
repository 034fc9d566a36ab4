import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import { rateText } from '../../../lib/charts/index.ts'
import { makeCity, Recipe } from '../../../lib/city/index.ts'
import { readPackFile } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'

const recipe = readPackFile('demo', 'recipe.json', Recipe)
const { truth } = makeCity(recipe, recipe.seed)
const rising = truth.rising[0]
const falling = truth.falling[0]
let it: TestApp
let ownBorough: string
let otherBorough: string

const Row = z.object({ code: z.string() })
const boroughOf = async (code: string) =>
  (await it.db.one(Row, sql`select b.code from places p join places b on b.id = p.borough_id where p.code = ${code}`))
    .code

beforeAll(async () => {
  it = await openTestApp('demo')
  ownBorough = await boroughOf(rising?.code ?? '')
  otherBorough = (
    await it.db.one(
      Row,
      sql`select code from places where kind = 'borough' and code <> ${ownBorough} order by code limit 1`,
    )
  ).code
})
afterAll(() => it.close())

describe('the place page', () => {
  test('says that a planted riser rises beyond chance, with its ratio, and a faller falls', async () => {
    const up = (await it.get('analyst', `/places/${rising?.code}`)).body
    expect(up).toContain(`<h1 class="govuk-heading-xl govuk-!-margin-bottom-2">${rising?.name}</h1>`)
    expect(up).toMatch(/That is a rise beyond chance \(rate ratio [\d.]+, interval [\d.]+ to [\d.]+\)/)
    expect(up).toContain('up-mark--rising')
    const down = (await it.get('analyst', `/places/${falling?.code}`)).body
    expect(down).toContain('That is a fall beyond chance')
    expect(down).toContain('What changed here?')
  })

  test('puts strengths and voice, residents and deprivation before violence, and domestic abuse always in the picture', async () => {
    const { body } = await it.get('analyst', `/places/${rising?.code}`)
    const order = [
      'What is strong here',
      'What people say',
      'What is on, hour by hour',
      'Who lives here',
      'Deprivation</h2>',
      'id="violence-with-injury"',
      'Domestic abuse, and violence against women and girls',
      'What is not known',
    ]
    const found = order.map(text => body.indexOf(text))
    expect(found.every(at => at > 0)).toBe(true)
    expect([...found].sort((a, b) => a - b)).toEqual(found)
  })

  test('the borough’s domestic abuse on a ward’s page says what its change comes to, for those who see marks there', async () => {
    const part = async (role: Parameters<TestApp['get']>[0]) => {
      const { body } = await it.get(role, `/places/${rising?.code}`)
      return body.slice(body.indexOf('Domestic abuse, and violence'), body.indexOf('What is not known'))
    }
    const verdict =
      /in the 12 months before\. (That is (a rise|a fall|too few)|A difference of that size|By itself|Recording changed|Too few|Small numbers)/
    for (const role of ['analyst', 'officer'] as const) expect(await part(role), role).toMatch(verdict)
  })

  test('names its figures’ source and period, and that they are invented', async () => {
    const { body } = await it.get('analyst', `/places/${rising?.code}`)
    expect(body).toContain('Demonstration: every figure here is invented.')
    expect(body).toContain('12 months to October 2026')
  })

  test('every kind of place has a page: city, borough, ward, small area', async () => {
    const kinds = ['city', 'borough', 'ward', 'lsoa']
    for (const kind of kinds) {
      const { code } = await it.db.one(Row, sql`select code from places where kind = ${kind} order by code limit 1`)
      expect((await it.get('analyst', `/places/${code}`)).statusCode, kind).toBe(200)
    }
  })

  test('an old ward stays readable and says what it became', async () => {
    const old = await it.db.one(
      Row,
      sql`
      select p.code from places p where p.kind = 'ward'
        and not exists (select 1 from place_vintages v where v.place_id = p.id and v.vintage = 'ward:2024') order by p.code limit 1`,
    )
    const answer = await it.get('analyst', `/places/${old.code}`)
    expect(answer.statusCode).toBe(200)
    expect(answer.body).toContain('This place has ended.')
    expect(answer.body).toMatch(/\(\d+% of it\)/)
  })

  test('an unknown code is a plain 404', async () => {
    expect((await it.get('analyst', '/places/E05999999')).statusCode).toBe(404)
  })
})

describe('who sees what', () => {
  test('the public, providers, young assessors and administrators read what is released, which is nothing here, and no working figure', async () => {
    for (const role of ['public', 'provider', 'young-assessor', 'administrator'] as const) {
      const { statusCode, body } = await it.get(role, `/places/${rising?.code}`)
      expect(statusCode, role).toBe(200)
      expect(body).toContain('Nothing has been published about this place yet')
      expect(body).not.toContain('offences')
      for (const path of ['/compare', '/figures.csv'])
        expect((await it.get(role, `/places/${rising?.code}${path}`)).statusCode, `${role} ${path}`).toBe(
          role === 'public' ? 303 : 403,
        )
    }
  })

  test('the borough lead of the place sees its signal; of another borough, counts without a signal', async () => {
    const own = (await it.get(`borough-lead:${ownBorough}`, `/places/${rising?.code}`)).body
    expect(own).toContain('up-mark--rising')
    const other = (await it.get(`borough-lead:${otherBorough}`, `/places/${rising?.code}`)).body
    expect(other).not.toContain('up-mark--rising')
    expect(other).not.toContain('beyond chance')
  })

  test('officers and directors have small counts hidden on the page and in the CSV; analysts do not', async () => {
    const rows = async (role: 'officer' | 'director' | 'analyst') =>
      (await it.get(role, `/places/${rising?.code}/figures.csv`)).body
        .split('\r\n')
        .slice(1, -1)
        .map(line => line.split(','))
    const smallOf = (found: string[][]) => found.filter(row => Number(row[6]) > 0 && Number(row[6]) < 5)
    expect(smallOf(await rows('analyst')).length).toBeGreaterThan(0)
    for (const role of ['officer', 'director'] as const) {
      const found = await rows(role)
      expect(smallOf(found)).toEqual([])
      // a year stands in for months where one of them is small, so that nothing can be had back by subtraction
      expect(new Set(found.map(row => row[5]))).toContain('12')
      const yearly = new Set(found.filter(row => row[5] === '12').map(row => row[2]))
      expect(found.filter(row => row[5] === '1' && yearly.has(row[2]))).toEqual([])
    }
  })

  test('domestic abuse and VAWG rows below borough are for analysts: officers get the borough’s figure', async () => {
    const page = (await it.get('officer', `/places/${rising?.code}`)).body
    expect(page).toContain('Shown to analysts for wards; to everyone else for boroughs and above')
    const csv = (await it.get('officer', `/places/${rising?.code}/figures.csv`)).body
    expect(csv).not.toContain('women and girls')
  })
})

describe('comparing', () => {
  test('a ward stands beside its neighbours and the places most like it, by name, never ranked', async () => {
    const { body, statusCode } = await it.get('analyst', `/places/${rising?.code}/compare`)
    expect(statusCode).toBe(200)
    expect(body).toContain('Neighbours')
    expect(body).toContain('Most like it')
    expect(body).toContain(
      'four traits: residents, people aged 10 to 24, residents a square kilometre, and deprivation',
    )
    for (const head of ['Residents', 'Aged 10 to 24', 'Residents a km²', 'Deprivation score'])
      expect(body).toContain(`<th scope="col" class="n">${head}</th>`)
    expect((body.match(/<tr/g) ?? []).length).toBeGreaterThan(8)
  })

  const rowsOfAlike = (body: string) =>
    [...body.slice(body.indexOf('Most like it')).matchAll(/<tr>(<th scope="row">.*?)<\/tr>/g)].map(row => {
      const cell = (name: string) => new RegExp(`data-h="${name}">([^<]*)<`).exec(row[1] ?? '')?.[1] ?? ''
      return { residents: Number(cell('Residents').replaceAll(',', '')), count: cell('Offences') }
    })
  const words = async (role: Parameters<TestApp['get']>[0], url: string) =>
    (await it.get(role, url)).body.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

  test('each headline’s rate stands beside the pooled rate of the six most similar places, with its interval and how many', async () => {
    for (const [code, measure, kind] of [
      [rising?.code, 'violence-with-injury', 'wards'],
      [ownBorough, 'knife-crime', 'boroughs'],
    ]) {
      const address = `/places/${code}/compare?measure=${measure}`
      const alike = rowsOfAlike((await it.get('analyst', address)).body)
      expect(alike).toHaveLength(6)
      const events = alike.reduce((sum, one) => sum + Number(one.count.replaceAll(',', '')), 0)
      const people = alike.reduce((sum, one) => sum + one.residents, 0)
      const pooled = rateText((1000 * events) / people)
      const { body } = await it.get('analyst', `/places/${code}`)
      expect(body).toContain(`href="${address}"`)
      expect(await words('analyst', `/places/${code}`)).toContain(
        `The rate of the 6 most similar ${kind} taken together, ${pooled},`,
      )
      expect(body).toMatch(
        new RegExp(`6 most similar ${kind} ${pooled.replace('.', '\\.')}, interval [\\d.]+ to [\\d.]+`),
      )
    }
  })

  test('small counts of other boroughs are hidden from a borough lead there too', async () => {
    const { body } = await it.get(`borough-lead:${otherBorough}`, `/places/${rising?.code}/compare?measure=knife-crime`)
    const counts = [...body.matchAll(/data-h="Offences">([^<]+)</g)].map(match => match[1] ?? '')
    expect(counts.filter(text => Number(text) > 0 && Number(text) < 5)).toEqual([])
  })
})

describe('the page of a measure', () => {
  test('says how it went in the city month by month, how late it comes, and which interval stands when', async () => {
    const { body } = await it.get('analyst', '/measures/violence-with-injury')
    expect(body).toContain('How it went in Riverton')
    expect(body).toContain('Monthly violence with injury in Riverton.')
    expect(body).toMatch(
      /recorded offences[^<]+: every month, 18 days after its period ends; the newest is of 31 October 2026/,
    )
    expect(body).toContain('(Byar’s method)')
    expect(body).toContain('95%: exact Poisson limits under 10 events, Byar’s method from 10 on')
    expect(body).toContain('A neighbourhood of about 1,500 people (LSOA), for analysts; a ward for everybody else')
    expect(body).toContain('Population: about everybody in a place')
  })

  test('names the releases that stand in public with it, and no other', async () => {
    const published = await it.db.one(
      z.object({ measure: z.string(), slug: z.string() }),
      sql`
      select c.counts as measure, r.slug from release_cells c join release_editions e on e.id = c.edition_id and e.state = 'published'
        join releases r on r.id = e.release_id join measures m on m.code = c.counts limit 1`,
    )
    expect((await it.get('officer', `/measures/${published.measure}`)).body).toContain(
      `href="/publications/${published.slug}"`,
    )
    const none = (await it.get('officer', '/measures/ambulance-call-outs-assault')).body
    expect(none).toContain('No release that stands in public counts it.')
    expect(none).toContain('No file of the whole city is in force')
  })

  test('a survey has its years with how many were asked', async () => {
    const { body } = await it.get('officer', '/measures/young-people-feel-safe')
    expect(body).toMatch(/Of how many[\s\S]+\d+ of [\d,]+/)
    expect(body).toContain('every year, 60 days after its period ends')
  })
})
