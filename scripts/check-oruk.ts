/**
 * Checks an Open Referral UK 3.0 feed: `npm run -s check:oruk -- DIR|URL [--schemas DIR] [--hidden WORDS]… [--anywhere]`.
 * First the official validator's own way through it, then what no validator looks at. Words given with --hidden may stand in no answer;
 * --anywhere is for an invented city, which need not lie in the United Kingdom.
 * Exit 0 when nothing failed; 1 when something did; 2 when it cannot be checked. In a folder of samples only what is official counts.
 */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { howToGet, readSchemas } from './feeds/schemas.ts'
import { type Finding, walk } from './feeds/sequence.ts'
import { fromFolder, fromUrl } from './feeds/source.ts'

const shown = 200

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    schemas: { type: 'string' },
    hidden: { type: 'string', multiple: true, default: [] },
    anywhere: { type: 'boolean' },
  },
})

const line = ({ by, grade, where, what }: Finding) =>
  `${grade === 'failed' ? 'Failed' : 'Warning'} (${by}) ${where}: ${what}\n`

async function main([target]: readonly string[]): Promise<number> {
  if (target === undefined) throw new Error('Say what to check: npm run -s check:oruk -- DIR|URL')
  const validate = readSchemas(values.schemas)
  if (!validate) throw new Error(howToGet)
  const isUrl = /^https?:\/\//.test(target)
  if (!isUrl && !statSync(target, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${target} is no folder and no address`)
  const source = isUrl ? fromUrl(target) : fromFolder(target)
  const { asked, findings } = await walk({ source, validate, hidden: values.hidden, anywhere: values.anywhere })
  for (const each of findings.slice(0, shown)) process.stdout.write(line(each))
  if (findings.length > shown) process.stdout.write(`… and ${findings.length - shown} more\n`)
  const count = (by: Finding['by'], grade: Finding['grade']) =>
    findings.filter(each => each.by === by && each.grade === grade).length
  process.stdout.write(
    `${asked} requests. Official: ${count('official', 'failed')} failed, ${count('official', 'warning')} warnings. ` +
      `Ours: ${count('ours', 'failed')} failed, ${count('ours', 'warning')} warnings.\n`,
  )
  return count('official', 'failed') + (isUrl ? count('ours', 'failed') : 0) > 0 ? 1 : 0
}

process.exitCode = await main(positionals).catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  return 2
})
