// Builds dist/: TypeScript to JavaScript, Sass to one stylesheet, browser scripts, fonts. Skips what is newer than its sources.
import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { extname, join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
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
// A small one of before beside a file of now would be served for it, and kept for a year.
for (const name of readdirSync(join(dist, 'assets')))
  if (['.br', '.gz'].includes(extname(name))) rmSync(join(dist, 'assets', name))
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
    join(root, 'src/ui/browser/finder.ts'),
    join(root, 'src/ui/browser/finder-worker.ts'),
    join(root, 'src/ui/browser/finder-map.ts'),
    join(root, 'src/ui/browser/photo-smaller.ts'),
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
// Pressed once here rather than at every request; typefaces are pressed already.
const best = { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }
for (const name of readdirSync(join(dist, 'assets'))) {
  if (!['.js', '.css', '.svg'].includes(extname(name))) continue
  const file = readFileSync(join(dist, 'assets', name))
  writeFileSync(join(dist, 'assets', `${name}.br`), brotliCompressSync(file, best))
  writeFileSync(join(dist, 'assets', `${name}.gz`), gzipSync(file, { level: 9 }))
}
writeFileSync(stamp, '')
utimesSync(stamp, new Date(), new Date(Math.max(Date.now(), sources + 1)))
