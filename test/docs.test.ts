// What the documentation says is there, is there; what is read, is written down.
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../src/platform/root.ts'

const read = (path: string) => readFileSync(join(root, path), 'utf8')

test('the house says of every room whether it is there yet', () => {
  const rooms = [...read('docs/house.md').matchAll(/^\| `(features\/\w+)\/` \|.*\| (yes|later) \|$/gm)]
  expect(rooms.length).toBeGreaterThan(10)
  for (const [, room = '', there] of rooms) expect(existsSync(join(root, 'src', room)), room).toBe(there === 'yes')
  const named = new Set(rooms.map(([, room]) => room))
  const built = readdirSync(join(root, 'src/features')).map(name => `features/${name}`)
  expect(built.filter(room => !named.has(room))).toEqual([])
})

test('every setting that is read from the environment stands in the guide to running it', () => {
  const names = [...read('src/platform/config.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z/gm)].map(([, name]) => name ?? '')
  expect(names).toContain('SECRETS_KEY')
  const guide = read('docs/deploy.md')
  expect(names.filter(name => !guide.includes(`\`${name}\``))).toEqual([])
})
