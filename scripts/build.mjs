// Builds dist/: TypeScript to JavaScript, Sass to one stylesheet, browser scripts, fonts. Skips what is newer than its sources.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as esbuild from 'esbuild'
import * as sass from 'sass'

const root = resolve(import.meta.dirname, '..')
const dist = join(root, 'dist')
const stamp = join(dist, '.built')
const watched = ['src', 'scripts', 'package.json', 'tsconfig.json']

function newest(path) {
  const found = statSync(path)
  if (!found.isDirectory()) return found.mtimeMs
  return Math.max(0, ...readdirSync(path).map(name => newest(join(path, name))))
}

const sources = Math.max(...watched.map(name => newest(join(root, name))))
if (existsSync(stamp) && statSync(stamp).mtimeMs >= sources && !process.argv.includes('--force')) process.exit(0)

mkdirSync(join(dist, 'assets'), { recursive: true })
execFileSync(
  process.execPath,
  [join(root, 'node_modules/typescript/bin/tsc'), '-p', join(root, 'tsconfig.build.json')],
  { stdio: 'inherit' },
)

const style = sass.compile(join(root, 'src/ui/styles/main.scss'), {
  loadPaths: [root, join(root, 'node_modules')],
  style: 'compressed',
  quietDeps: true,
  silenceDeprecations: ['import', 'global-builtin'],
})
writeFileSync(join(dist, 'assets', 'upstream.css'), style.css)

await esbuild.build({
  entryPoints: [
    join(root, 'src/ui/browser/upstream.ts'),
    join(root, 'src/ui/browser/map.ts'),
    join(root, 'src/ui/browser/map-zoom.ts'),
    join(root, 'src/ui/browser/draw.ts'),
    join(root, 'src/ui/browser/draw-map.ts'),
    { in: join(root, 'node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs'), out: 'map-worker' },
  ],
  outdir: join(dist, 'assets'),
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2020',
  logLevel: 'warning',
})
for (const name of ['public-sans-latin.woff2', 'mark.svg'])
  cpSync(join(root, 'src/ui/assets', name), join(dist, 'assets', name))
writeFileSync(stamp, '')
utimesSync(stamp, new Date(), new Date(Math.max(Date.now(), sources + 1)))
