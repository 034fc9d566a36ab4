import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../../../../test/support.ts'
import * as framework from '../../framework/index.ts'
import { fromWords } from './strategy.ts'
import { audiences } from './words.ts'

const pages = ['/', ...audiences.map(id => `/${id}`), '/help', '/about', '/areas']
const main = (body: string) => body.slice(body.indexOf('<main'), body.indexOf('</main>'))
const hrefs = (body: string) => [...body.matchAll(/href="([^"]+)"/g)].map(found => found[1] ?? '')

describe.each(['demo', 'london'])('the first pages of %s, before anything is released', pack => {
  let it: TestApp
  beforeAll(async () => {
    it = await openTestApp('empty', pack)
    await framework.loadPack(it.db, pack, 'tests')
  })
  afterAll(() => it.close())

  test.each(pages)('%s: one heading, a title of its own, English, no cookie, no script of its own', async url => {
    const { statusCode, body, headers } = await it.get('public', url)
    expect(statusCode).toBe(200)
    expect(body.match(/<h1/g)).toHaveLength(1)
    expect(body).toContain('<html lang="en"')
    expect(headers['set-cookie']).toBeUndefined()
    expect(main(body)).not.toMatch(/<script|<iframe|<img|style="/)
    expect(hrefs(body)).toContain('/help')
  })

  test('no link leads nowhere, and every part of a page it names is there', async () => {
    const links = new Set<string>()
    for (const url of pages) for (const href of hrefs((await it.get('public', url)).body)) links.add(href)
    const inside = [...links].filter(href => href.startsWith('/') && !href.startsWith('/assets/'))
    expect(inside.length).toBeGreaterThan(20)
    for (const href of inside) {
      const [path = '', part] = href.split('#')
      const { statusCode, body } = await it.get('public', path)
      expect(statusCode, href).toBe(200)
      if (part) expect(body, href).toContain(`id="${part}"`)
    }
  })

  test('help is one tap away for young people and parents: the telephone dials', async () => {
    for (const url of ['/', '/young-people', '/parents-and-carers', '/help'])
      expect(hrefs((await it.get('public', url)).body)).toEqual(expect.arrayContaining(['tel:999', 'tel:08001111']))
  })

  test('what is not there yet is said, and no figure stands anywhere', async () => {
    for (const url of pages)
      expect(main((await it.get('public', url)).body), url).not.toMatch(/\d+(\.\d+)?%|\d+ offences/)
    expect((await it.get('public', '/areas')).body).toContain('No place has a page yet')
  })

  test('what it believes is the strategy’s, each group with its place in the documents', async () => {
    const { body } = await it.get('public', '/about')
    const [belief] = await framework.inForce(it.db, ['belief'])
    expect(body).toContain(belief?.label ?? 'no belief')
    for (const { label } of await framework.inForce(it.db, ['goal', 'principle', 'commitment', 'area']))
      expect(body.replaceAll('&#39;', "'")).toContain(label)
    expect(body.match(/class="up-source">From: [^<]+“/g)?.length).toBeGreaterThanOrEqual(5)
  })

  test('is the same for everybody who signs in', async () => {
    for (const role of ['provider', 'young-assessor', 'borough-lead', 'analyst', 'director'] as const)
      for (const url of ['/young-people', '/about', '/areas', '/help'])
        expect((await it.get(role, url)).statusCode, `${role} ${url}`).toBe(200)
  })

  test('whatever is looked for among the places is answered, and never becomes markup', async () => {
    for (const q of ['?q=', '?q=x&q=y', `?q=${'x'.repeat(3_000)}`, '?q=<script>', '?other=1']) {
      const { statusCode, body } = await it.get('public', `/areas${q}`)
      expect(statusCode, q.slice(0, 20)).toBe(200)
      expect(main(body)).not.toContain('<script')
    }
  })
})

test('sections are named once, without lines, which are those of a text nobody else has', () => {
  const documents = [{ id: 'a', title: 'Our plan', sections: [] }]
  const at = (section: string, lines: number[]) => ({ source: { document: 'a', section, lines } })
  expect(fromWords({ documents }, [at('Goals', [12, 14]), at('Goals', [3, 3]), at('End', [9, 9])])).toBe(
    'Our plan, “Goals”; “End”',
  )
})
