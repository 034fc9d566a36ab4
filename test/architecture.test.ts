import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { root } from '../src/platform/root.ts'

/** The rooms in order. A room uses only rooms above it, and a feature only through its index.ts. Files directly under src/ put rooms together. */
const house = [
  'lib',
  'platform',
  'features/people',
  'features/framework',
  'features/organisations',
  'features/places',
  'features/threads',
  'features/releases',
  'features/evidence',
  'features/needs',
  'features/voice',
  'features/partnership',
  'features/finder',
  'features/funding',
  'features/delivery',
  'features/response',
  'features/learning',
  'features/messages',
  'features/home',
  'commands',
]

const source = join(root, 'src')
const files = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
const code = files(source).filter(
  file => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.includes('/ui/browser/'),
)
const roomOf = (file: string) => house.find(room => relative(source, file).startsWith(`${room}/`))

interface Import {
  from: string
  to: string
}
/** The files of ours that a file names: values and types alike. */
const importedBy = (file: string): string[] =>
  [...readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?'(\.[^']+)'/g)].map(match =>
    resolve(dirname(file), match[1] ?? ''),
  )
const imports: Import[] = code.flatMap(file => importedBy(file).map(to => ({ from: file, to })))

/** Files that import one another in a circle, the first again at the end; none where there is no circle. */
function circleIn(uses: ReadonlyMap<string, readonly string[]>): string[] {
  const clear = new Set<string>()
  const follow = (file: string, way: readonly string[]): string[] => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file]
    for (const next of clear.has(file) ? [] : (uses.get(file) ?? [])) {
      const found = follow(next, [...way, file])
      if (found.length > 0) return found
    }
    clear.add(file)
    return []
  }
  return [...uses.keys()].map(file => follow(file, [])).find(found => found.length > 0) ?? []
}

describe('the house', () => {
  test('every file of a feature is in a room of the list', () => {
    const strays = code.filter(
      file => relative(source, file).includes('/') && !roomOf(file) && !relative(source, file).startsWith('ui/'),
    )
    expect(strays).toEqual([])
  })

  test('a room uses only rooms above it', () => {
    const wrong = imports.filter(({ from, to }) => {
      const [here, there] = [roomOf(from), roomOf(to)]
      return here !== undefined && there !== undefined && house.indexOf(there) > house.indexOf(here)
    })
    expect(wrong).toEqual([])
  })

  test('a feature is entered only by its index.ts', () => {
    const wrong = imports.filter(({ from, to }) => {
      const there = roomOf(to)
      return there?.startsWith('features/') && there !== roomOf(from) && to !== join(source, there, 'index.ts')
    })
    expect(wrong).toEqual([])
  })

  test('lib is pure: no Node module, no clock, no chance, nothing from other rooms', () => {
    const impure = code
      .filter(file => roomOf(file) === 'lib')
      .filter(file =>
        /from 'node:|Math\.random|Date\.now|new Date\(\)|process\.|from '\.\.\/\.\.\/(platform|features)/.test(
          readFileSync(file, 'utf8'),
        ),
      )
    expect(impure.map(file => relative(source, file))).toEqual([])
  })

  test('no files import one another in a circle, not even for their types', () => {
    const all = [...files(source), ...files(join(root, 'scripts'))].filter(
      file => /\.(ts|mjs)$/.test(file) && !file.endsWith('.test.ts'),
    )
    const circle = circleIn(new Map(all.map(file => [file, importedBy(file)])))
    expect(circle.map(file => relative(root, file))).toEqual([])
    const three = new Map(Object.entries({ a: ['b'], b: ['c', 'd'], c: [], d: ['e'], e: ['b'] }))
    expect(circleIn(three)).toEqual(['b', 'd', 'e', 'b'])
  })

  test('imports that resolve point at files', () => {
    expect(imports.filter(({ to }) => !existsSync(to))).toEqual([])
  })

  test('a room writes only its own tables', () => {
    const owners = tableOwners()
    const wrong = code.flatMap(file =>
      [...readFileSync(file, 'utf8').matchAll(/\b(?:insert into|update|delete from)\s+([a-z_]+)/g)]
        .map(match => match[1] ?? '')
        .filter(table => owners.has(table) && owners.get(table) !== roomOf(file))
        .map(table => `${relative(source, file)} writes ${table} of ${owners.get(table)}`),
    )
    expect(wrong).toEqual([])
  })
})

/** Which room a table belongs to: the migration that makes it is named after the room, `0002_places.sql`; the foundation's tables are listed here. */
function tableOwners(): Map<string, string> {
  const foundation = new Map([
    ['settings', 'platform'],
    ['audit', 'platform'],
    ['audit_chain', 'platform'],
    ['jobs', 'platform'],
    ['mail_outbox', 'platform'],
    ['migrations', 'platform'],
    ['accounts', 'features/people'],
    ['account_places', 'features/people'],
    ['sign_in_links', 'features/people'],
    ['sessions', 'features/people'],
  ])
  const rest = readdirSync(join(root, 'migrations')).flatMap(name => {
    const room = `features/${/^\d+_([a-z]+)/.exec(name)?.[1] ?? ''}`
    const text = readFileSync(join(root, 'migrations', name), 'utf8')
    return [...text.matchAll(/create table (?:if not exists )?([a-z_]+)/g)].map((match): [string, string] => [
      match[1] ?? '',
      room,
    ])
  })
  return new Map([...rest, ...foundation])
}

// An expression up to a text in it that holds an expression of its own: Nunjucks would show it as it stands, braces and all.
const text = String.raw`"(?:[^"{]|\{(?!\{))*"|'(?:[^'{]|\{(?!\{))*'`
const inText = new RegExp(String.raw`\{\{(?:[^"'}]|\}(?!\})|${text})*(?:"[^"]*\{\{|'[^']*\{\{)`)

test('no page shows code: within an expression a text holds none', () => {
  expect(inText.test('{{ hint({ a: "x", text: "up to {{ most }} is" }) }}')).toBe(true)
  expect(inText.test('<a href="{{ a }}" title="{{ b or "none" }}">{{ c["d"] }}')).toBe(false)
  const wrong = files(source).filter(file => file.endsWith('.njk') && inText.test(readFileSync(file, 'utf8')))
  expect(wrong).toEqual([])
})

test('what was done, and what is wrong with a form, is said by the layout and by no page of it a second time', () => {
  const twice = files(source).filter(file => {
    const text = file.endsWith('.njk') ? readFileSync(file, 'utf8') : ''
    const isOfLayout = text.startsWith('{% extends "layout/page.njk" %}')
    return isOfLayout && /if said %\}\{\{ govukNotificationBanner|if errors(\.length| and)/.test(text)
  })
  expect(twice).toEqual([])
})
