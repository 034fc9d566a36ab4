import { z } from 'zod'
import * as people from '../features/people/index.ts'
import { type Day, dayWords } from '../lib/dates.ts'
import { list } from '../lib/words.ts'
import type { Config } from '../platform/config.ts'
import type { Db } from '../platform/db.ts'
import { owner } from '../platform/embedded/lock.ts'
import { sql } from '../platform/sql.ts'
import { folderOf } from '../platform/store.ts'
import { by, choosePack, withCity } from './city.ts'
import { command, UsageError } from './command.ts'

const assignable = people.roles.filter(role => role !== 'public')

const Input = z.object({
  email: z.string({ error: 'Enter an email address.' }),
  role: z.string({ error: `Enter a role with --role: ${list(assignable)}.` }),
  place: z.array(z.string()).default([]),
  organisation: z.string().optional(),
  name: z.string().optional(),
  flag: z.array(z.string()).default([]),
  until: z.string().optional(),
})
type Input = z.output<typeof Input>

/** Codes may be given one by one or with commas. */
const codesOf = (given: readonly string[]): string[] =>
  given
    .flatMap(text => text.split(','))
    .map(code => code.trim())
    .filter(Boolean)

function invitationOf(input: Input): people.Invitation {
  const { email, role, place, organisation = null, name = email.split('@')[0] } = input
  const found = people.Invitation.safeParse({ email, role, places: codesOf(place), organisation, name })
  if (found.success) return checkPlaces(found.data)
  const messages = found.error.issues.map(issue =>
    issue.path[0] === 'role' ? `"${role}" is not a role. Choose one of ${list(assignable)}.` : `${issue.message}.`,
  )
  throw new UsageError(messages.join('\n'), 'See: npm run -s upstream -- invite --help')
}

/** What they are beside their role, from today to the last day named. */
function flagsOf({ flag, until = '' }: Input, today: Day): { flag: people.Flag; from: Day; until: Day | null }[] {
  if (until !== '' && flag.length === 0)
    throw new UsageError('--until is the last day of a flag.', 'Name the flag: --flag data-steward --until 2027-03-31')
  if (until !== '' && until < today) throw new UsageError('Enter a day that is not in the past: --until 2027-03-31')
  return codesOf(flag).map(name => {
    const found = people.NewFlag.safeParse({ flag: name, until })
    if (found.success) return { ...found.data, from: today }
    throw new UsageError(found.error.issues.map(issue => flagWords(issue, name)).join('\n'))
  })
}

const flagWords = (issue: { path: PropertyKey[]; message: string }, name: string): string =>
  issue.path[0] === 'flag'
    ? `"${name}" is not a flag. Choose from ${list(people.flags)}.`
    : `--until: ${issue.message}.`

function checkPlaces(invitation: people.Invitation): people.Invitation {
  if (invitation.role === 'borough-lead' && invitation.places.length === 0)
    throw new UsageError(
      'A borough lead sees one borough or more.',
      'Name it by its code: --place CODE. A code that is not known is answered with those of the city.',
    )
  return invitation
}

const Known = z.object({ code: z.string(), name: z.string(), kind: z.string() })
const listed = 12

/** A code that is no place, or no borough for a borough lead, would leave the person with nothing to see. */
async function knowPlaces(db: Db, { role, places }: people.Invitation): Promise<void> {
  const found = await db.many(Known, sql`select code, name, kind from places where code = any(${places}::text[])`)
  const fits = (code: string) =>
    found.some(one => one.code === code && (role !== 'borough-lead' || one.kind === 'borough'))
  const wrong = places.filter(code => !fits(code))
  if (wrong.length === 0) return
  const kind = role === 'borough-lead' ? 'borough' : 'place'
  const boroughs = await db.many(Known, sql`select code, name, kind from places where kind = 'borough' order by name`)
  throw new UsageError(
    `${list(wrong)} ${wrong.length === 1 ? `is not the code of a ${kind}` : `are not codes of ${kind}s`} here.`,
    boroughs.length === 0
      ? 'No place is loaded yet. Load the city first: npm run -s upstream -- load PACK --data DIR'
      : `Codes of boroughs: ${boroughs
          .slice(0, listed)
          .map(one => `${one.code} ${one.name}`)
          .join(', ')}${boroughs.length > listed ? ' and so on; each stands on the page of its place' : ''}.`,
  )
}

// Where Upstream runs now, unless it stands behind an address of its own.
function addressOf(config: Config, packId: string): string {
  const local = config.publicAddress.startsWith('http://localhost:')
  return (local && owner(folderOf(config, packId), 'web')?.url) || config.publicAddress
}

const flagLine = ({ flag, until }: { flag: people.Flag; until: Day | null }): string =>
  `Also ${people.flagNames[flag]}, ${until ? `to ${dayWords(until)}` : 'without an end'}.`

export const invite = command({
  name: 'invite',
  usage: 'invite EMAIL --role ROLE [--place CODE…] [--organisation CODE] [--name NAME] [--flag FLAG…] [--until DATE]',
  summary: 'Adds or renews an account and prints a one-time link to sign in',
  details: [
    'The link is good for 15 minutes and for one use. Anybody who has it can sign in with it.',
    `Roles: ${list(assignable)}.`,
    `Flags, for what somebody is beside their role: ${list(people.flags)}.`,
    'The link leads to where Upstream runs now, or to PUBLIC_ADDRESS where it stands behind one.',
  ],
  positionals: ['email'],
  options: [
    { name: 'role', value: 'ROLE', about: 'What the person may do.' },
    { name: 'place', value: 'CODE', many: true, about: 'A place the person is to see; needed for a borough lead.' },
    { name: 'organisation', value: 'CODE', about: 'Whom the person answers for: southwharf-council.' },
    { name: 'name', value: 'NAME', about: 'Name or role title; otherwise the first part of the address.' },
    { name: 'flag', value: 'FLAG', many: true, about: 'What they are beside their role: data-steward.' },
    { name: 'until', value: 'DATE', about: 'The last day of the flags; an evaluator needs one.' },
  ],
  input: Input,
  run: async (input, context) => {
    const invitation = invitationOf(input)
    const flags = flagsOf(input, context.today)
    return withCity(context, choosePack(context), async ({ store, pack }) => {
      await knowPlaces(store.db, invitation)
      const token = await people.invite(store.db, by, invitation, { days: people.invitedDays, flags })
      const link = `${addressOf(context.config, pack.id)}/sign-in/${token}`
      return {
        ok: true,
        lines: [
          `${invitation.email} may sign in to ${pack.name} as ${people.roleNames[invitation.role]}, within 15 minutes and once:`,
          ...flags.map(flagLine),
          '',
          link,
        ],
        data: {
          ok: true,
          pack: pack.id,
          email: invitation.email,
          role: invitation.role,
          places: invitation.places,
          flags,
          link,
          minutes: 15,
        },
      }
    })
  },
})
