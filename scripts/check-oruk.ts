/**
 * Checks an Open Referral UK 3.0 feed: `npm run -s check:oruk -- DIR|URL [--schemas DIR] [--hidden WORDS]… [--anywhere]`.
 * First the official validator's own way through it, then what no validator looks at. Words given with --hidden may stand in no answer;
 * --anywhere is for an invented city, which need not lie in the United Kingdom. Of a feed that says itself that it is a demonstration, where its
 * places lie is counted apart.
 * Exit 0 when nothing failed; 1 when something did; 2 when it cannot be checked. In a folder of samples only what is official counts.
 */
import { statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { isElsewhere } from './feeds/ours.ts'
import { howToGet, readSchemas } from './feeds/schemas.ts'
import { type Finding, walk } from './feeds/sequence.ts'
import { fromFolder, fromUrl } from './feeds/source.ts'

const shown = 200

const usage = `Usage: npm run -s check:oruk -- DIR|URL [--schemas DIR] [--hidden WORDS]… [--anywhere]

  --schemas DIR   folder specifications/3.0 of github.com/OpenReferralUK/oruk-standard-and-website
  --hidden WORDS  words that may stand in no answer, such as the street of a safe venue
  --anywhere      an invented city, which need not lie in the United Kingdom

Exit codes: 0 nothing failed, 1 something did, 2 it cannot be checked.
`

const read = () =>
  parseArgs({
    allowPositionals: true,
    options: {
      help: { type: 'boolean' },
      schemas: { type: 'string' },
      hidden: { type: 'string', multiple: true, default: [] },
      anywhere: { type: 'boolean' },
    },
  })

const line = ({ by, grade, where, what }: Finding) =>
  `${grade === 'failed' ? 'Failed' : 'Warning'} (${by}) ${where}: ${what}\n`

async function main(): Promise<number> {
  const { values, positionals } = read()
  const [target] = positionals
  if (values.help) {
    process.stdout.write(usage)
    return 0
  }
  if (target === undefined) throw new Error('Say what to check: npm run -s check:oruk -- DIR|URL')
  const validate = readSchemas(values.schemas)
  if (!validate) throw new Error(howToGet)
  const isUrl = /^https?:\/\//.test(target)
  if (!isUrl && !statSync(target, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(`${target} is no folder and no address`)
  const source = isUrl ? fromUrl(target) : fromFolder(target)
  const { status, text } = await source.get('/')
  if (status === 0) throw new Error(`Nobody answers at ${target} (${text}). Check the address`)
  if (isUrl && status === 404) throw new Error(`There is nothing at ${target}: it answered 404. Check the address`)
  const {
    asked,
    findings: all,
    invented,
  } = await walk({ source, validate, hidden: values.hidden, anywhere: values.anywhere })
  // An invented city lies in the sea, so that nobody takes it for a real one: said, and never so of a feed that does not say it is invented.
  const atSea = invented ? all.filter(({ by, what }) => by === 'ours' && isElsewhere(what)) : []
  const findings = all.filter(each => !atSea.includes(each))
  for (const each of findings.slice(0, shown)) process.stdout.write(line(each))
  if (findings.length > shown) process.stdout.write(`… and ${findings.length - shown} more\n`)
  const count = (by: Finding['by'], grade: Finding['grade']) =>
    findings.filter(each => each.by === by && each.grade === grade).length
  process.stdout.write(
    `${asked} requests. Official: ${count('official', 'failed')} failed, ${count('official', 'warning')} warnings. ` +
      `Ours: ${count('ours', 'failed')} failed, ${count('ours', 'warning')} warnings.\n`,
  )
  if (!isUrl) process.stdout.write('In a folder only what is official counts.\n')
  if (atSea.length > 0)
    process.stdout.write(
      `The feed says that it is a demonstration: ${atSea.length} findings of a place outside the United Kingdom are not counted.\n`,
    )
  return count('official', 'failed') + (isUrl ? count('ours', 'failed') : 0) > 0 ? 1 : 0
}

process.exitCode = await main().catch(error => {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n--help says how.\n`)
  return 2
})
