import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { checkPackages } from './doctor.ts'

describe('the packages', () => {
  let folder: string
  const write = (path: string, data: unknown) => {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), JSON.stringify(data))
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'upstream-doctor-'))
    write('package-lock.json', {
      packages: {
        '': { version: '1.0.0' },
        'node_modules/zod': { version: '4.0.1' },
        'node_modules/@scope/map': { version: '2.0.0' },
        'node_modules/for-another-machine': { version: '1.0.0', optional: true },
        'node_modules/for-developers': { version: '1.0.0', dev: true },
      },
    })
    write('node_modules/zod/package.json', { version: '4.0.1' })
    write('node_modules/@scope/map/package.json', { version: '2.0.0' })
    write('dist/.built', '')
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  test('all that runs is there in its version; what others need may be missing', () => {
    expect(checkPackages(folder)).toMatchObject({ ok: true, text: 'installed and built' })
  })

  test('a package that was taken away, and one of another version, are named with what to do', () => {
    rmSync(join(folder, 'node_modules/@scope'), { recursive: true })
    write('node_modules/zod/package.json', { version: '3.9.0' })
    expect(checkPackages(folder)).toEqual({
      name: 'Packages',
      ok: false,
      text: '2 packages are missing or of another version: zod and @scope/map',
      remedy: 'Run: npm start',
    })
  })

  test('packages without the product built are not enough', () => {
    rmSync(join(folder, 'dist'), { recursive: true })
    expect(checkPackages(folder)).toMatchObject({ ok: false, text: 'Upstream is not built' })
  })
})
