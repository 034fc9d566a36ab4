// What the README promises a newcomer, typed as it stands there.
import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commands } from '../src/commands/list.ts'
import { root } from '../src/platform/root.ts'

const readme = readFileSync(join(root, 'README.md'), 'utf8')
const home = mkdtempSync(join(tmpdir(), 'upstream-readme-'))
beforeAll(() => execFileSync(process.execPath, [join(root, 'scripts/build.mjs')]), 120_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

const { DATABASE_URL: _, ...environment } = process.env
const upstream = (...words: string[]) =>
  spawnSync(process.execPath, [join(root, 'bin/upstream.js'), ...words], {
    encoding: 'utf8',
    env: { ...environment, UPSTREAM_HOME: home },
  })

describe('the README', () => {
  test('names every command as help does', () => {
    const plain = readme.replaceAll('\\|', '|')
    for (const { usage } of commands) expect(plain).toContain(usage.split(' [--replace')[0])
    expect(upstream('help').stdout).toContain('Usage: npm run -s upstream -- COMMAND')
  })

  test('points only at files that are there', () => {
    const links = [...readme.matchAll(/[^!]\[[^\]]+\]\((?!https?:)([^)]+)\)/g)].map(match => match[1] ?? '')
    expect(links.length).toBeGreaterThan(4)
    expect(links.filter(link => !existsSync(join(root, link)))).toEqual([])
  })

  test('doctor --json gives JSON and nothing else', () => {
    const { stdout, status } = upstream('doctor', '--json')
    expect([0, 1]).toContain(status)
    expect(JSON.parse(stdout)).toHaveProperty('checks')
  })

  test.each(['mps-wide', 'measure-csv', 'incident-csv'])('import --help %s shows columns and an example', format => {
    const { stdout, status } = upstream('import', '--help', format)
    expect(status).toBe(0)
    expect(stdout).toContain('Columns:')
    expect(stdout).toContain('Example:')
  })
})
