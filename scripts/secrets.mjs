// Looks for secrets in every tracked file: `node scripts/secrets.mjs [FILE…]`. Leaves with 1 and names file and line when it finds one; the secret itself is not printed.
import { execFileSync } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const kinds = [
  { what: 'a private key', shape: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----/ },
  { what: 'an AWS access key', shape: /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/ },
  { what: 'a GitHub token', shape: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/ },
  { what: 'a Slack token', shape: /\bxox[abposr]-[A-Za-z0-9-]{20,}/ },
  { what: 'a Google API key', shape: /\bAIza[0-9A-Za-z_-]{35}\b/ },
  { what: 'a Stripe key', shape: /\b[sr]k_live_[0-9A-Za-z]{20,}/ },
  { what: 'an npm token', shape: /\bnpm_[A-Za-z0-9]{36}\b/ },
  {
    what: 'a GOV.UK Notify key',
    shape: /\b[\w-]+-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/,
  },
  { what: 'a signed token', shape: /\beyJ[A-Za-z0-9_-]{15,}\.eyJ[A-Za-z0-9_-]{15,}\.[A-Za-z0-9_-]{15,}/ },
  {
    what: 'a password in an address',
    shape: /\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s:@/'"`${}<>]+:(?<password>[^\s:@/'"`${}<>]{3,})@(?<host>[^\s/'"`:]+)/i,
  },
  {
    what: 'a secret written down',
    shape:
      /\b(?:SECRETS_KEY|OIDC_CLIENT_SECRET|NOTIFY_API_KEY|PGPASSWORD|password|passwd|client_secret|api_?key)["']?\s*[:=]\s*["'](?<password>[^"'\s${}<>]{12,})["']/i,
  },
]

// Words everybody reads as an example, and hosts that cannot be reached from elsewhere.
const example = /^(?:password|secret|user|pass|example|changeme|x{3,}|\*{3,}|\.{3})/i
const nowhere =
  /^(?:localhost|127\.0\.0\.1|host|db|[\w.-]*\.?example(?:\.(?:org|com|net))?|[\w.-]+\.(?:test|invalid))$/i

/** What a text holds: [{ line, what }]. */
export function secretsIn(text) {
  return text.split('\n').flatMap((line, i) =>
    kinds
      .filter(({ shape }) => {
        const found = shape.exec(line)
        const { password, host } = found?.groups ?? {}
        return found && !(password && example.test(password)) && !(host && nowhere.test(host))
      })
      .map(({ what }) => ({ line: i + 1, what })),
  )
}

const largest = 2_000_000

/** What the files hold: lines for people. */
export const secretsOf = files =>
  files
    .filter(file => statSync(file, { throwIfNoEntry: false })?.isFile() && statSync(file).size <= largest)
    .map(file => ({ file, text: readFileSync(file, 'utf8') }))
    .filter(({ text }) => !text.includes('\0'))
    .flatMap(({ file, text }) => secretsIn(text).map(({ line, what }) => `${file}:${line}: this looks like ${what}`))

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const named = process.argv.slice(2)
  const files = named.length ? named : execFileSync('git', ['ls-files', '-z']).toString().split('\0').filter(Boolean)
  const found = secretsOf(files)
  for (const line of found) console.log(line)
  console.log(
    found.length
      ? 'Take it out, and make a new one: what was once written down is known.'
      : `${files.length} files: no secrets seen.`,
  )
  process.exit(found.length ? 1 : 0)
}
