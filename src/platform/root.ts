import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

function find(from: string): string {
  if (existsSync(join(from, 'package.json')) && existsSync(join(from, 'migrations'))) return from
  const above = dirname(from)
  if (above === from) throw new Error('Upstream is not in a folder with package.json and migrations')
  return find(above)
}

/** The folder of the checkout, whether run from `src` or from `dist`. */
export const root = find(dirname(fileURLToPath(import.meta.url)))
