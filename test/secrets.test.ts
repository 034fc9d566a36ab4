// The scan of tracked files: what it finds, and what everybody reads as an example. The samples are put together here, so that this file holds none.
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../src/platform/root.ts'

const scan = (...files: string[]) =>
  spawnSync(process.execPath, [join(root, 'scripts/secrets.mjs'), ...files], { cwd: root, encoding: 'utf8' })

const planted = [
  ['a private key', ['-----BEGIN RSA ', 'PRIVATE KEY-----']],
  ['an AWS access key', ['AKIA', 'ABCDEFGHIJKLMNOP']],
  ['a GitHub token', ['ghp', `_${'a1'.repeat(18)}`]],
  ['a password in an address', ['postgres://upstream', ':kT7-mw2Qz@db.vru.london.gov.uk/upstream']],
  ['a secret written down', ['SECRETS_KEY', "='q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA='"]],
] as const

test('a planted secret is found with its file and line, and is not printed', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-secrets-'))
  const path = join(folder, 'settings.env')
  for (const [what, parts] of planted) {
    const text = parts.join('')
    writeFileSync(path, `# settings\n${text}\n`)
    const { status, stdout } = scan(path)
    expect(status, what).toBe(1)
    expect(stdout).toContain(`${path}:2: this looks like ${what}`)
    expect(stdout).not.toContain(text)
  }
  rmSync(folder, { recursive: true })
})

test('examples and addresses that lead nowhere are let through', () => {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-secrets-'))
  const path = join(folder, 'guide.md')
  const examples = [
    'DATABASE_URL must look like postgres://user:password@host/database',
    'smtp://user:password@mail.example.org:587',
  ]
  writeFileSync(path, examples.join('\n'))
  expect(scan(path).stdout).toContain('no secrets seen')
  rmSync(folder, { recursive: true })
})

test('no tracked file holds one', () => {
  expect(execFileSync(process.execPath, [join(root, 'scripts/secrets.mjs')], { cwd: root }).toString()).toContain(
    'no secrets seen',
  )
})
