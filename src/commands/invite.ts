import { z } from 'zod'
import * as people from '../features/people/index.ts'
import { list } from '../lib/words.ts'
import type { Config } from '../platform/config.ts'
import { owner } from '../platform/embedded/lock.ts'
import { folderOf } from '../platform/store.ts'
import { by, choosePack, withCity } from './city.ts'
import { command, UsageError } from './command.ts'

const assignable = people.roles.filter(role => role !== 'public')

const Input = z.object({
  email: z.string({ error: 'Enter an email address.' }),
  role: z.string({ error: `Enter a role with --role: ${list(assignable)}.` }),
  place: z.array(z.string()).default([]),
  name: z.string().optional(),
})

/** Codes may be given one by one or with commas. */
const codesOf = (given: readonly string[]): string[] =>
  given
    .flatMap(text => text.split(','))
    .map(code => code.trim())
    .filter(Boolean)

function invitationOf(input: z.output<typeof Input>): people.Invitation {
  const { email, role, place, name } = input
  const found = people.Invitation.safeParse({ email, role, places: codesOf(place), name: name ?? email.split('@')[0] })
  if (found.success) return checkPlaces(found.data)
  const messages = found.error.issues.map(issue =>
    issue.path[0] === 'role' ? `"${role}" is not a role. Choose one of ${list(assignable)}.` : `${issue.message}.`,
  )
  throw new UsageError(messages.join('\n'), 'See: npm run -s upstream -- invite --help')
}

function checkPlaces(invitation: people.Invitation): people.Invitation {
  if (invitation.role === 'borough-lead' && invitation.places.length === 0)
    throw new UsageError('A borough lead sees one borough or more.', 'Name it by its code: --place E09000007')
  return invitation
}

// Where Upstream runs now, unless it stands behind an address of its own.
function addressOf(config: Config, packId: string): string {
  const local = config.publicAddress.startsWith('http://localhost:')
  return (local && owner(folderOf(config, packId), 'web')?.url) || config.publicAddress
}

export const invite = command({
  name: 'invite',
  usage: 'invite EMAIL --role ROLE [--place CODE…] [--name NAME]',
  summary: 'Adds or renews an account and prints a one-time link to sign in',
  details: [
    'The link is good for 15 minutes and for one use. Anybody who has it can sign in with it.',
    `Roles: ${list(assignable)}.`,
    'The link leads to where Upstream runs now, or to PUBLIC_ADDRESS where it stands behind one.',
  ],
  positionals: ['email'],
  options: [
    { name: 'role', value: 'ROLE', about: 'What the person may do.' },
    { name: 'place', value: 'CODE', many: true, about: 'A place the person is to see; needed for a borough lead.' },
    { name: 'name', value: 'NAME', about: 'Name or role title; otherwise the first part of the address.' },
  ],
  input: Input,
  run: async (input, context) => {
    const invitation = invitationOf(input)
    return withCity(context, choosePack(context), async ({ store, pack }) => {
      const token = await people.invite(store.db, by, invitation)
      const link = `${addressOf(context.config, pack.id)}/sign-in/${token}`
      return {
        ok: true,
        lines: [
          `${invitation.email} may sign in to ${pack.name} as ${people.roleNames[invitation.role]}, within 15 minutes and once:`,
          '',
          link,
        ],
        data: {
          ok: true,
          pack: pack.id,
          email: invitation.email,
          role: invitation.role,
          places: invitation.places,
          link,
          minutes: 15,
        },
      }
    })
  },
})
