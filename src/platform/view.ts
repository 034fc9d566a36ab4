import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { dayWords, monthWords } from '../lib/dates.ts'
import { bytes, decimal, plural, whole } from '../lib/words.ts'
import { root } from './root.ts'

/** A page ready to be sent: its template and exactly the data it needs. */
export interface Page {
  template: string
  data: object
}

/** `export const showPage = page<{ place: Place }>('places/pages/show.njk')`. The data's type is the page's contract. */
export const page =
  <T extends object>(template: string) =>
  (data: T): Page => ({ template, data })

const assetsFolder = join(root, 'dist', 'assets')

/** Address of a built asset with the hash of its content, so that it can be kept for ever. */
export function assetAddresses(): Map<string, string> {
  const names = existsSync(assetsFolder) ? readdirSync(assetsFolder, { recursive: true, withFileTypes: true }) : []
  return new Map(
    names
      .filter(entry => entry.isFile())
      .map(entry => {
        const name = join(entry.parentPath, entry.name).slice(assetsFolder.length + 1)
        const hash = createHash('sha256')
          .update(readFileSync(join(assetsFolder, name)))
          .digest('hex')
          .slice(0, 10)
        return [name, `/assets/${name}?v=${hash}`]
      }),
  )
}

/** The template engine. Our own templates throw on an undefined value; GOV.UK's macros rely on leniency, so the check is ours, in tests and here. */
export function openViews(): (template: string, data: object) => string {
  const folders = [
    'src/ui',
    'src/features',
    'node_modules/govuk-frontend/dist',
    'node_modules/@ministryofjustice/frontend',
  ]
  const views = new nunjucks.Environment(
    folders.map(folder => new nunjucks.FileSystemLoader(join(root, folder), { noCache: false, watch: false })),
    { autoescape: true, throwOnUndefined: false, trimBlocks: true, lstripBlocks: true },
  )
  const assets = assetAddresses()
  views.addGlobal('asset', (name: string) => assets.get(name) ?? `/assets/${name}`)
  views.addFilter('whole', whole).addFilter('decimal', decimal).addFilter('plural', plural)
  views.addFilter('monthWords', monthWords).addFilter('dayWords', dayWords).addFilter('bytes', bytes)
  return (template, data) => views.render(template, data)
}
