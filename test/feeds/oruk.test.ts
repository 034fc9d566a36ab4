// check:oruk against the official samples, against what is planted, and our own pure checks.
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { tells, untrue } from '../../scripts/feeds/ours.ts'
import { readSchemas } from '../../scripts/feeds/schemas.ts'
import { type Finding, walk } from '../../scripts/feeds/sequence.ts'
import { type Answer, fromFolder, type Source } from '../../scripts/feeds/source.ts'
import { shared } from '../support.ts'

const schemas = readSchemas()
if (!schemas)
  process.stdout.write('The schemas of HSDS-UK 3.0 are not beside this checkout: tests that need them are skipped.\n')

describe.skipIf(!schemas)('the official samples', () => {
  const official = async (name: string): Promise<string[]> => {
    const source = fromFolder(join(shared, 'standards/samples/oruk-validator-mocks', name))
    const { findings } = await walk({ source, validate: schemas ?? (() => []), hidden: [] })
    return findings.filter(each => each.by === 'official').map(each => `${each.grade} ${each.what}`)
  }
  test('the one that passes passes', async () => expect(await official('default')).toEqual([]))
  test('the one with warnings has its two', async () =>
    expect(await official('warn')).toEqual([
      "warning / must have required property 'description'",
      'warning /term_uri must match format "uri"',
    ]))
  test('the one that fails fails for what was planted in it, and nothing else', async () => {
    const planted =
      /required property '(name|profile|description)'|(url|term_uri) must match format "uri"|email must (match|be)/
    const found = await official('fail')
    expect(found.length).toBeGreaterThan(10)
    expect(found.filter(each => !planted.test(each))).toEqual([])
  })
})

describe('what no validator looks at', () => {
  test.each([
    [{ minimum_age: 18, maximum_age: 11 }, 'minimum_age 18'],
    [{ valid_from: '2026-02-30' }, 'no date'],
    [{ valid_from: '2026-05-02', valid_to: '2026-05-01' }, 'is after'],
    [{ opens_at: '09:00:00Z' }, 'has a zone'],
    [{ opens_at: '25:00' }, 'no time'],
    [{ freq: 'WEEKLY', byday: '2TU' }, 'without MONTHLY'],
    [{ latitude: 100, longitude: 0 }, 'not in the United Kingdom'],
    [{ number: 'ring Ann' }, 'no phone number'],
    [{ postal_code: 'ABC 1234', country: 'GB' }, 'no postcode'],
    [{ option: 'Free', amount: 3 }, 'costs 3'],
    [{ organization_id: 'a', organization: { id: 'b' } }, 'organization_id'],
    [{ description: '' }, 'leave it out'],
    [{ schedules: [] }, 'leave it out'],
    [{ email: null }, 'leave it out'],
  ])('%j is found out', (part, words) => {
    const found = untrue({ services: [part] })
    expect(found.join('; ')).toContain(words)
    expect(found.every(each => each.startsWith('/services/0'))).toBe(true)
  })
  test('what is true is left alone', () =>
    expect(
      untrue({
        ...{ minimum_age: 11, maximum_age: 17, valid_from: '2026-02-28', valid_to: '2026-02-28', opens_at: '17:00' },
        ...{ freq: 'MONTHLY', byday: '-1FR', latitude: 51.5, longitude: -0.1, number: '020 7946 0123' },
        ...{ postal_code: 'SW9 8JG', country: 'GB', option: 'Free', amount: 0 },
      }),
    ).toEqual([]))
  test('an address that is to be kept private is found wherever it stands', () => {
    const kept = { 'x-upstream': { addressKeptPrivate: true } }
    expect(tells({ ...kept, name: 'A place to stay' })).toEqual([])
    expect(tells({ ...kept, service_at_locations: [{ location: { latitude: 51.5 } }] })).toHaveLength(1)
  })
})

describe('a feed that answers 200 to anything', () => {
  const page = {
    total_items: 3,
    total_pages: 2,
    page_number: 1,
    size: 3,
    first_page: true,
    last_page: true,
    empty: false,
  }
  const body = { ...page, contents: [{ id: 'a' }, { id: 'a' }], note: 'Hidden House' }
  const answer: Answer = { status: 200, headers: new Headers(), text: JSON.stringify(body), body, took: 0 }
  const source: Source = { served: true, get: async () => answer }
  test('is told of its envelope, its filters, other sites, and what it should have hidden', async () => {
    const { findings } = await walk({ source, validate: () => [], hidden: ['Hidden House'] })
    const has = (words: string) => findings.some((each: Finding) => each.by === 'ours' && each.what.includes(words))
    for (const words of [
      'size says 3 and there are 2',
      'last_page says true',
      'the same id stands on two pages',
      'modified_after is not heeded',
      'search is not heeded',
      'not open to other sites',
      'tells "Hidden House"',
      'not 404 or 400',
    ])
      expect(has(words), words).toBe(true)
  })
})
