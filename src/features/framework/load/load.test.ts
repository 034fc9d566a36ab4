import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { openTestStore, shared, type TestStore } from '../../../../test/support.ts'
import { packFolder } from '../../../platform/pack.ts'
import { sql } from '../../../platform/sql.ts'
import { find, labelAsAt, labelOf, loadPack, options, principlePrompts, statistics } from '../index.ts'
import * as queries from '../queries.ts'
import { parse, readFolder } from './file.ts'
import { load } from './service.ts'

const file = join(packFolder('london'), 'framework', 'london-2025.json')
const text = readFileSync(file, 'utf8')
const Json = z.record(z.string(), z.unknown())
const london = () => Json.parse(JSON.parse(text))

let it: TestStore
beforeAll(async () => {
  it = await openTestStore('empty')
})
afterAll(() => it.close())

describe('London’s strategies as data', () => {
  test('a pack’s framework is loaded once, with its audit row; the same file again changes nothing', async () => {
    expect(await loadPack(it.db, 'london', 'tests')).toEqual(['london-2025'])
    expect(await loadPack(it.db, 'london', 'tests')).toEqual([])
    const audited = await it.db.many(
      z.object({ who: z.string(), object: z.string() }),
      sql`select who, object from audit where what = 'framework.loaded'`,
    )
    expect(audited).toEqual([{ who: 'tests', object: 'framework/london-2025' }])
  })

  test.each([
    ['goal', 3],
    ['area', 5],
    ['outcome', 24],
    ['intervention', 24],
    ['policy', 12],
    ['area-aim', 11],
    ['objective', 8],
    ['aim', 21],
    ['level', 7],
    ['stage', 5],
    ['stage-action', 12],
    ['principle', 4],
    ['commitment', 14],
    ['statistic', 58],
    ['partner-group', 8],
    ['evidence-piece', 4],
    ['commissioning-principle', 4],
    ['commissioning-criterion', 4],
    ['fund', 6],
    ['programme', 11],
    ['body', 21],
    ['support-link', 11],
  ])('holds every %s: %i', async (kind, count) => {
    expect(await options(it.db, kind)).toHaveLength(count)
  })

  test('24 outcomes are 6, 5, 4, 5 and 4 of the five areas; aims are of their objectives, and objective 1 has none', async () => {
    const version = await queries.version(it.db)
    const nodes = await queries.nodes(it.db, version?.id ?? 0)
    const under = (parent: string, kind: string) => nodes.filter(n => n.parent === parent && n.kind === kind).length
    const areas = nodes.filter(node => node.kind === 'area').map(area => under(area.code, 'outcome'))
    expect(areas).toEqual([6, 5, 4, 5, 4])
    expect([1, 2, 3, 4, 5, 6, 7, 8].map(n => under(`objective-${n}`, 'aim'))).toEqual([0, 2, 1, 3, 4, 2, 3, 6])
  })

  test('every item says the section and lines it comes from, and the section is one of its document', async () => {
    const version = await queries.version(it.db)
    const sections = new Map(version?.documents.map(each => [each.id, each.sections]))
    const nodes = await queries.nodes(it.db, version?.id ?? 0)
    expect(nodes.filter(({ source }) => !sections.get(source.document)?.includes(source.section))).toEqual([])
    expect(nodes.filter(({ source }) => source.lines?.length !== 2)).toEqual([])
  })

  const original = join(shared, 'framework', 'london-2025.json')
  test.skipIf(!existsSync(original))('is the file of the design, with a question added to each principle', () => {
    const plain = JSON.parse(text, (key, value) => (key === 'prompt' ? undefined : value))
    expect(plain).toEqual(JSON.parse(readFileSync(original, 'utf8')))
  })

  test('cross-walks say whether the documents have them or we read them so', async () => {
    const version = await queries.version(it.db)
    const links = await queries.links(it.db, version?.id ?? 0)
    expect(links).toContainEqual({ from: 'objective-1', to: 'level-children', relation: 'works at', basis: 'stated' })
    expect(links).toContainEqual({ from: 'stage-education', to: 'education', relation: 'meets', basis: 'inferred' })
    expect(links.filter(link => link.basis === 'inferred')).toHaveLength(15)
    expect(version?.inferredNote).toContain('Not stated')
  })

  test('what the documents leave open has an owner and no answer', async () => {
    const version = await queries.version(it.db)
    const found = await queries.questions(it.db, version?.id ?? 0)
    expect(found).toHaveLength(11)
    expect(found.every(question => question.value === null && question.ownerRole === 'director')).toBe(true)
  })

  test('nothing says which measure answers an outcome, or which goal it serves, until a person does', async () => {
    expect(await queries.measures(it.db)).toEqual([])
    expect(await queries.goals(it.db)).toEqual([])
  })
})

describe('what other rooms use', () => {
  test('an item by its code, and its words', async () => {
    expect(await find(it.db, 'feel-safer')).toMatchObject({ kind: 'goal', number: 1 })
    expect(await labelOf(it.db, 'feel-safer')).toBe('Children and young people feel safer')
    expect(await labelOf(it.db, 'no-such-code')).toBe('no-such-code')
    expect(await options(it.db, 'prevention')).toHaveLength(3)
    expect((await options(it.db, 'stage'))[0]?.value).toBe('stage-early-years')
  })

  test('the four principles as questions', async () => {
    const prompts = await principlePrompts(it.db)
    expect(prompts.map(each => each.commitments.length)).toEqual([4, 3, 4, 3])
    expect(prompts[3]?.prompt).toBe('Who may be left out, and what will be done about it?')
  })

  test('the 58 statistics, each with its document, and its caution where there is one', async () => {
    const found = await statistics(it.db)
    expect(found).toHaveLength(58)
    expect(found[0]).toMatchObject({ value: 150000, unit: 'opportunities', period: 'since 2021', place: 'London' })
    expect(found[0]?.caution).toContain('young people, not opportunities')
    expect(new Set(found.map(each => each.document)).size).toBe(2)
  })
})

const source = { document: 'plan', section: 'Aims' }
const area = (id: string, label: string, outcomes: string[] = []) => ({
  id,
  label,
  source,
  outcomes: outcomes.map(each => ({ id: each, label: `Outcome ${each}`, source })),
})
const small = (more: object = {}) => ({
  id: 'somewhere-1',
  title: 'A plan',
  place: { name: 'Somewhere' },
  invented: true,
  documents: [{ id: 'plan', title: 'Plan', sections: ['Aims'] }],
  priorityAreas: [area('homes', 'Safe homes', ['calm', 'kind']), area('streets', 'Safe streets')],
  ...more,
})
const read = (content: object) => parse('somewhere.json', JSON.stringify(content))

describe('a file that cannot be used', () => {
  test.each<[string, () => object, string[]]>([
    [
      'no label',
      () => ({ ...small(), priorityAreas: [{ id: 'homes', source }] }),
      ['priorityAreas[0].label', 'Enter a label'],
    ],
    [
      'no source',
      () => ({ ...small(), impactGoals: [{ id: 'x', label: 'X' }] }),
      ['impactGoals[0].source', 'document, section'],
    ],
    ['a list misspelt', () => ({ ...small(), priorityArea: [] }), ['priorityArea']],
    [
      'an unknown section',
      () => ({ ...small(), values: [{ id: 'x', label: 'X', source: { ...source, section: 'Nowhere' } }] }),
      ['values[0].source.section', 'Nowhere'],
    ],
    [
      'a code twice',
      () => ({ ...small(), impactGoals: [{ id: 'homes', label: 'X', source }] }),
      ['homes', 'priorityAreas[0]'],
    ],
    [
      'the address of a page',
      () => ({ ...small(), impactGoals: [{ id: 'gaps', label: 'X', source }] }),
      ['impactGoals[0].id'],
    ],
    [
      'a link to nothing',
      () => ({ ...small(), objectives: [{ id: 'one', label: 'One', source, contextLevel: 'moon' }] }),
      ['objectives[0].contextLevel', 'level-moon'],
    ],
    [
      'a statistic without a value',
      () => ({
        ...small(),
        statistics: [{ id: 's', label: 'S', source, unit: 'people', period: null, place: null, publisher: null }],
      }),
      ['statistics[0].value'],
    ],
    [
      'a version without a day',
      () => ({ ...small(), id: 'two', replaces: { framework: 'somewhere-1' } }),
      ['startsOn'],
    ],
  ])('%s is named with its field', (_, content, words) => {
    for (const word of ['somewhere.json', ...words]) expect(() => read(content())).toThrow(word)
  })

  test('text that is no JSON is refused with the file’s name, and nothing is loaded', () => {
    expect(() => parse('broken.json', '{ "id": ')).toThrow('broken.json is not JSON')
  })

  test('a folder that is not there holds no framework', () => {
    expect(readFolder('/nowhere/framework')).toEqual([])
  })
})

describe('versions', () => {
  let other: TestStore
  beforeAll(async () => {
    other = await openTestStore('empty')
    await load(other.db, [read(small())], 'tests')
  })
  afterAll(() => other.close())

  const next = (map: object[]) =>
    read({
      ...small(),
      id: 'somewhere-2',
      startsOn: '2026-04-01',
      replaces: { framework: 'somewhere-1', map },
      priorityAreas: [area('homes', 'Homes where people are safe', ['calm']), area('town', 'A safe town')],
    })

  test('a new version must say what became of every item records are tagged with', async () => {
    await expect(load(other.db, [next([{ from: 'streets', to: 'town' }])], 'tests')).rejects.toThrow('kind')
    await expect(load(other.db, [next([{ from: 'moon', to: 'town' }])], 'tests')).rejects.toThrow('moon')
    expect(() => next([{ from: 'streets', to: 'sky' }])).toThrow('replaces.map[0].to')
    expect(() => next([{ from: 'streets', to: [] }])).toThrow('replaces.map[0].note')
    expect(await queries.versions(other.db)).toHaveLength(1)
  })

  test('old words stay for old days, old codes are found, and lead to what they became', async () => {
    const map = [
      { from: 'streets', to: 'town' },
      { from: 'kind', to: [], note: 'Part of every outcome now' },
    ]
    expect(await load(other.db, [next(map)], 'tests')).toEqual(['somewhere-2'])
    expect(await labelAsAt(other.db, 'homes', '2026-03-31')).toBe('Safe homes')
    expect(await labelAsAt(other.db, 'homes', '2026-04-01')).toBe('Homes where people are safe')
    expect((await options(other.db, 'area', '2025-06-01')).map(each => each.text)).toEqual([
      'Safe homes',
      'Safe streets',
    ])
    expect((await options(other.db, 'area', '2026-06-01')).map(each => each.value)).toEqual(['homes', 'town'])
    expect(await find(other.db, 'streets')).toMatchObject({ label: 'Safe streets', version: 'somewhere-1' })
    expect(await queries.successors(other.db, 'streets')).toMatchObject([{ code: 'town' }])
    expect(await queries.successors(other.db, 'kind')).toMatchObject([
      { code: null, note: 'Part of every outcome now' },
    ])
    expect(await queries.predecessors(other.db, 'town')).toEqual(['streets'])
    expect(await queries.everyVersion(other.db, 'homes')).toMatchObject([
      { version: 'somewhere-2' },
      { version: 'somewhere-1' },
    ])
  })

  test('a correction keeps every item; one that would lose an item is refused', async () => {
    const fixed = {
      ...small(),
      priorityAreas: [area('homes', 'Safe homes for all', ['calm', 'kind']), area('streets', 'Safe streets')],
    }
    expect(await load(other.db, [read(fixed)], 'tests')).toEqual(['somewhere-1'])
    expect(await labelAsAt(other.db, 'homes', '2025-01-01')).toBe('Safe homes for all')
    const lost = { ...small(), priorityAreas: [area('homes', 'Safe homes', ['calm', 'kind'])] }
    await expect(load(other.db, [read(lost)], 'tests')).rejects.toThrow('streets')
  })

  test('a version that replaces one that is not loaded is refused', async () => {
    const orphan = read({ ...small(), id: 'three', startsOn: '2027-01-01', replaces: { framework: 'nowhere' } })
    await expect(load(other.db, [orphan], 'tests')).rejects.toThrow('nowhere')
  })
})

test('the real file with one field taken out is refused, naming it', () => {
  const broken = london()
  const areas = z.array(Json).parse(broken.priorityAreas)
  delete areas[2]?.label
  expect(() => parse(file, JSON.stringify({ ...broken, priorityAreas: areas }))).toThrow(
    /london-2025\.json[\s\S]*priorityAreas\[2\]\.label/,
  )
})
