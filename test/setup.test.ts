// What runs before the first start, in a checkout of its own, with an npm that only says it was called.
import { execFileSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { root } from '../src/platform/root.ts'

type Packages = Record<string, { version: string; optional?: boolean }>

const wanted: Packages = {
  'node_modules/fastify': { version: '5.12.8' },
  'node_modules/@biomejs/cli-darwin-arm64': { version: '2.0.0', optional: true },
}
let home: string

const put = (path: string, packages: Packages) =>
  writeFileSync(path, JSON.stringify({ packages: { '': { version: '0.1.0' }, ...packages } }))

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'upstream-setup-'))
  for (const name of ['checkout/scripts', 'checkout/node_modules', 'bin', 'theirs'])
    mkdirSync(join(home, name), { recursive: true })
  copyFileSync(join(root, 'scripts/setup.mjs'), join(home, 'checkout/scripts/setup.mjs'))
  put(join(home, 'checkout/package-lock.json'), wanted)
  const npm = join(home, 'bin/npm')
  writeFileSync(npm, `#!/bin/sh\necho "$@" > "${join(home, 'called')}"\n`)
  chmodSync(npm, 0o755)
})
afterEach(() => rmSync(home, { recursive: true, force: true }))

function setUp() {
  const env = { ...process.env, PATH: `${join(home, 'bin')}${delimiter}${process.env.PATH}` }
  try {
    execFileSync(process.execPath, [join(home, 'checkout/scripts/setup.mjs'), '--no-build'], { env, stdio: 'pipe' })
    return { code: 0, said: '', called: existsSync(join(home, 'called')) }
  } catch (error) {
    const { status, stderr } =
      error instanceof Error && 'status' in error && 'stderr' in error ? error : { status: -1, stderr: '' }
    return { code: status, said: String(stderr), called: existsSync(join(home, 'called')) }
  }
}
const installed = (packages: Packages, folder = 'checkout/node_modules') => {
  const path = join(home, folder, '.package-lock.json')
  put(path, packages)
  utimesSync(path, 0, 0) // older than the lock file of a checkout made just now
}

test('a fresh checkout beside packages that fit installs nothing, though its lock file is newer', () => {
  installed({ 'node_modules/fastify': { version: '5.12.8' } })
  expect(setUp()).toEqual({ code: 0, said: '', called: false })
})

test.each([
  ['another version', { 'node_modules/fastify': { version: '5.0.0' } }],
  ['a package that is missing', {}],
  [
    'an optional package of another version',
    { ...wanted, 'node_modules/@biomejs/cli-darwin-arm64': { version: '1.0.0' } },
  ],
])('%s is installed', (_, packages) => {
  installed(packages)
  expect(setUp()).toMatchObject({ code: 0, called: true })
})

test('nothing installed, or an installation that was cut short, is installed', () => {
  expect(setUp()).toMatchObject({ code: 0, called: true })
  writeFileSync(join(home, 'checkout/node_modules/.package-lock.json'), '{"packages": {"node_mod')
  rmSync(join(home, 'called'))
  expect(setUp()).toMatchObject({ code: 0, called: true })
})

test('packages that are linked in are used where they fit, and never replaced where they do not', () => {
  rmSync(join(home, 'checkout/node_modules'), { recursive: true })
  symlinkSync(join(home, 'theirs'), join(home, 'checkout/node_modules'))
  installed({ 'node_modules/fastify': { version: '5.12.8' } }, 'theirs')
  expect(setUp()).toMatchObject({ code: 0, called: false })
  installed({ 'node_modules/fastify': { version: '5.0.0' } }, 'theirs')
  const { code, said, called } = setUp()
  expect([code, called]).toEqual([1, false])
  expect(said).toContain(`node_modules is a link to ${join(home, 'theirs')}`)
  expect(said).toContain('Remove the link')
})
