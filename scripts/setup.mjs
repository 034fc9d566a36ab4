// Before anything else, with nothing installed: is Node new enough, are the packages here, is the product built?
import { execFileSync } from 'node:child_process'
import { lstatSync, readFileSync, readlinkSync } from 'node:fs'
import { join, resolve } from 'node:path'

const root = resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..')
const [major, minor] = process.versions.node.split('.').map(Number)
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Upstream needs Node 20.19 or newer; this is Node ${process.versions.node}.\nInstall a newer one from https://nodejs.org and start again.`,
  )
  process.exit(1)
}

const modules = join(root, 'node_modules')

/** What a lock file says is installed; nothing where there is none, or it was cut short. */
function packagesIn(file) {
  try {
    return Object.entries(JSON.parse(readFileSync(file, 'utf8')).packages ?? {}).filter(([path]) => path !== '')
  } catch {
    return []
  }
}

// By what they hold, not by their dates: a fresh checkout is newer than the packages it was given. What is optional may be for another machine.
function installed() {
  const wanted = packagesIn(join(root, 'package-lock.json'))
  const here = new Map(packagesIn(join(modules, '.package-lock.json')))
  return wanted.every(([path, { version, optional }]) =>
    here.has(path) ? here.get(path).version === version : optional === true,
  )
}

const linked = () => lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink() ?? false

if (!installed()) {
  if (linked()) {
    console.error(
      `The packages in node_modules are not those of this checkout, and node_modules is a link to ${readlinkSync(modules)}.\nInstalling would replace the packages there. Remove the link, ${modules}, and start again: this checkout then gets its own.`,
    )
    process.exit(1)
  }
  console.error('Installing packages (once, about 440 MB on disk)…')
  try {
    execFileSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    })
  } catch {
    console.error('The packages could not be installed. Check the network and the free disk space, then start again.')
    process.exit(1)
  }
}
if (!process.argv.includes('--no-build'))
  execFileSync(process.execPath, [join(root, 'scripts', 'build.mjs')], { cwd: root, stdio: 'inherit' })
