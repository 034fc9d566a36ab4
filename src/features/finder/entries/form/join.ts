// How to join, and how people are kept safe.
import { z } from 'zod'
import { calledWords } from '../../../../lib/called.ts'
import { isFirstName } from '../../../organisations/index.ts'
import { joinNames } from '../words.ts'
import { choice, day, items, mailbox, phone, web, words } from './fields.ts'
import { type Part, partOf } from './part.ts'

export const join: Part = partOf({
  key: 'join',
  title: 'How to join',
  lead: 'The next step, so that nobody has to guess.',
  fields: () => [
    { name: 'how', kind: 'radios', label: 'What does somebody do first?', items: items(joinNames) },
    {
      name: 'joinWords',
      kind: 'area',
      rows: 2,
      label: 'Say it in a sentence (optional)',
      hint: 'For example, “Come at 4pm and ask for the youth team”.',
    },
    { name: 'href', kind: 'text', input: 'url', label: 'Web page (optional)' },
    {
      name: 'phone',
      kind: 'text',
      input: 'tel',
      width: 20,
      label: 'Phone of the team (optional)',
      hint: 'Never one person’s own phone.',
    },
    {
      name: 'email',
      kind: 'text',
      input: 'email',
      label: 'Mailbox of the team (optional)',
      hint: 'Such as hello@ or bookings@, not a person’s name.',
    },
    { name: 'bring', kind: 'text', label: 'What to bring (optional)' },
    { name: 'meet', kind: 'text', label: 'Who will meet you there (optional)', hint: 'A role: “a coach at the door”.' },
    { name: 'travel', kind: 'text', label: 'How to get there (optional)', hint: 'Bus, train, bike racks.' },
  ],
  schema: ({ today }) =>
    z.object({
      how: choice(['turn-up', 'book', 'ask', 'refer'], 'Choose what somebody does first'),
      joinWords: words(today, 500),
      href: web(),
      phone: phone(),
      email: mailbox(),
      bring: words(today, 300),
      meet: words(today, 300),
      travel: words(today, 300),
    }),
  patch: (body, { bring, meet, travel, joinWords, ...join }) => ({
    ...body,
    bring,
    meet,
    travel,
    join: { ...join, words: joinWords },
  }),
  values: ({ join, bring, meet, travel }) => ({ ...join, joinWords: join.words, bring, meet, travel }),
})

// Roles that look like two names because their capitals stand in a row.
const rolesKnown = ['Head Coach', 'Lead Coach', 'Welfare Lead', 'Club Welfare']
const namesSomebody = (text: string): boolean =>
  text.split(/[^\p{L}'’]+/u).some(isFirstName) || calledWords(text, rolesKnown) !== undefined

export const safety: Part = partOf({
  key: 'safety',
  title: 'Keeping people safe',
  lead: 'Dates show that somebody looks after this. We ask for no names.',
  fields: () => [
    {
      name: 'policyOn',
      kind: 'day',
      label: 'When was your safeguarding policy last agreed?',
      hint: 'Needed where people under 18 come.',
    },
    {
      name: 'checksOn',
      kind: 'day',
      label: 'When did somebody last look whether DBS checks are in date? (needed where it is for under 18s)',
    },
    { name: 'insuranceOn', kind: 'day', label: 'Until when are you insured? (needed where it is for under 18s)' },
    {
      name: 'registered',
      kind: 'text',
      label: 'Who are you registered with? (optional)',
      hint: 'For example, Ofsted or England Boxing.',
    },
    {
      name: 'leadRole',
      kind: 'text',
      label: 'Which role leads on safeguarding?',
      hint: 'For example, “Centre manager”. It is not public. Not a name.',
    },
  ],
  schema: ({ today, was }) =>
    z.object({
      policyOn: day('Enter the day the policy was agreed').refine(on => on === null || on <= today, {
        error: 'The day the policy was agreed must not be after today',
      }),
      checksOn: day('Enter the day somebody looked').refine(on => on === null || on <= today, {
        error: 'The day somebody looked must not be after today',
      }),
      insuranceOn: day('Enter the last day you are insured').refine(
        on => on === null || on >= today || on === was?.safeguarding.insuranceOn,
        {
          error: 'Your insurance has ended. Enter until when you are insured now, or leave it empty until you are',
        },
      ),
      registered: words(today, 120),
      leadRole: words(today, 80).refine(text => !namesSomebody(text), {
        error: 'Enter the role, such as “Centre manager”, not the name of a person',
      }),
    }),
  patch: (body, safeguarding) => ({ ...body, safeguarding }),
  values: ({ safeguarding: safe }) => ({
    policyOn: safe.policyOn ?? '',
    checksOn: safe.checksOn ?? '',
    insuranceOn: safe.insuranceOn ?? '',
    registered: safe.registered,
    leadRole: safe.leadRole,
  }),
})
