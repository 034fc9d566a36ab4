import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'
import { root } from '../root.ts'
import { owner } from './lock.ts'

const lock = pathToFileURL(join(root, 'src/platform/embedded/lock.ts')).href
// its command line holds the mark, as that of the database's own script does
const script = `
  import { announce, takeLock } from ${JSON.stringify(lock)}
  const folder = process.env.FOLDER
  process.argv[1] = '/embedded/owner.js'
  takeLock(folder)
  process.stdout.write('taken')
  for (let turn = 0; ; turn++) announce(folder, turn % 2 ? null : 'socket:here')`

test('while its owner says anew where it is, a folder never looks free', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'upstream-lock-'))
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], {
    env: { ...process.env, FOLDER: folder },
  })
  try {
    await once(child.stdout, 'data')
    let free = 0
    for (let look = 0; look < 5_000; look++) if (!owner(folder)) free++
    expect(free).toBe(0)
  } finally {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
})
