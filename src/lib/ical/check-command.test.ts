import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { expect, test } from 'vitest'
import { icalendar } from '../ical.ts'

const command = ['--import', 'tsx', resolve(import.meta.dirname, '../../../scripts/check-ics.ts')]

test('npm run check:ics says the line and what to do, and fails; a right calendar passes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'ics-'))
  const day = { uid: 'a@b', title: 'A', from: '2026-12-31', to: '2026-12-31', url: '', note: '' }
  const right = icalendar('x', '20261122T090000Z', [day])
  writeFileSync(join(folder, 'right.ics'), right)
  writeFileSync(join(folder, 'wrong.ics'), right.replace('UID:a@b\r\n', ''))
  expect(execFileSync(process.execPath, [...command, join(folder, 'right.ics')], { encoding: 'utf8' })).toContain(
    'right.ics: 1 event looked at, nothing wrong',
  )
  const wrong = spawnSync(process.execPath, [...command, join(folder, 'wrong.ics'), join(folder, 'none.ics')], {
    encoding: 'utf8',
  })
  expect(wrong.status).toBe(2)
  expect(wrong.stdout).toContain('wrong.ics:6: The event needs UID')
  expect(wrong.stderr).toContain('none.ics: cannot be read')
  const alone = spawnSync(process.execPath, [...command, join(folder, 'wrong.ics')], { encoding: 'utf8' })
  expect([alone.status, alone.stdout]).toEqual([1, expect.stringContaining('1 event looked at, 1 wrong')])
  rmSync(folder, { recursive: true })
})
