import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'check-stats-'))
afterAll(() => rmSync(folder, { recursive: true }))

function write(name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

function run(...paths: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    '--import',
    'tsx',
    'scripts/check-stats.ts',
    ...paths,
  ])
  return { status, stdout: stdout.toString(), stderr: stderr.toString() }
}

const one = (expected: object) => ({ id: 'three', input: { count: 3, population: 1000, multiplier: 1000 }, expected })

test('agreeing files pass, one line a method; methods not built are named and do not fail', () => {
  const good = write('crude_rate_ci.json', {
    method: 'crude_rate_ci',
    cases: [one({ rate: 3 }), one({ method: 'Exact' })],
  })
  const later = write('later.json', { method: 'astrology', cases: [one({ rate: 3 })] })
  const { status, stdout } = run(good, later)
  expect(stdout).toBe('ok crude_rate_ci 2 cases\nnot built yet: astrology (later.json)\n2 passed, 0 failed\n')
  expect(status).toBe(0)
})

test('a difference is shown with case, path, ours and expected; an unreadable file is named with its remedy; the rest still run', () => {
  const bad = write('bad.json', { method: 'crude_rate_ci', cases: [one({ rate: 4 }), one({ rate: 3 })] })
  const broken = write('broken.json', '{"method": ')
  const { status, stdout, stderr } = run(broken, bad)
  expect(stdout).toContain('FAILED crude_rate_ci 1 of 2 cases (bad.json)\n  three  rate: ours 3, expected 4\n')
  expect(stdout).toContain('1 passed, 1 failed, 1 files not read')
  expect(stderr).toMatch(/broken\.json: cannot be read as JSON .* Mend the file or leave it out/)
  expect(status).toBe(1)
})

test('a path that is not there fails and says so', () => {
  const { status, stderr } = run(join(folder, 'nowhere'))
  expect(stderr).toMatch(/nowhere: there is no such file or folder/)
  expect(status).toBe(1)
})
