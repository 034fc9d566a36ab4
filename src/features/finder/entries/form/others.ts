// The other parts: where, who it is for and what it costs, how to join, and how it is kept safe.
import { z } from 'zod'
import { postcodeOf, postcodeWords } from '../../../places/index.ts'
import { accessKinds, type Body, genders, Venue } from '../../schemas.ts'
import { accessNames, costNames, genderNames, joinNames } from '../words.ts'
import { choice, day, items, mailbox, number, pence, phone, ticks, web, words } from './fields.ts'
import { type Part, partOf } from './part.ts'

const languages = [
  'en',
  'ar',
  'bn',
  'cy',
  'es',
  'fa',
  'fr',
  'gu',
  'it',
  'ku',
  'pa',
  'pl',
  'pt',
  'ro',
  'so',
  'sq',
  'ta',
  'ti',
  'tr',
  'uk',
  'ur',
  'yo',
  'zh',
]
const names = new Intl.DisplayNames('en-GB', { type: 'language' })
const yes = (value: boolean): string[] => (value ? ['yes'] : [])
const isYes = ticks(['yes']).transform(found => found.length > 0)

/** A place keeps its point while its postcode stays; a new postcode is looked up when it is saved. */
const venueOf = (
  before: Body['venue'],
  form: { venueName: string; address: string; locality: string; postcode: string; safe: boolean },
): Body['venue'] => {
  const { venueName: name, address, locality, postcode, safe } = form
  if (!name && !address && !postcode) return null
  const same = before?.postcode === postcode ? { longitude: before.longitude, latitude: before.latitude } : {}
  return Venue.parse({ name, address, locality, postcode, safe, ...same })
}

export const where: Part = partOf({
  key: 'where',
  title: 'Where it is',
  lead: 'People look for what is near them.',
  fields: () => [
    {
      name: 'venueName',
      kind: 'text',
      label: 'Name of the place (optional if it is online)',
      hint: 'For example, “Kiln Lane Community Centre”.',
    },
    { name: 'address', kind: 'text', label: 'Building and street (optional)' },
    { name: 'locality', kind: 'text', label: 'Town or neighbourhood (optional)', width: 20 },
    { name: 'postcode', kind: 'text', label: 'Postcode (optional if it is online)', width: 10 },
    {
      name: 'safe',
      kind: 'checks',
      label: 'Is it a place where somebody could be at risk if the address were known?',
      hint: 'For example, a refuge. Then we show nobody the name, the street, the postcode or the map.',
      items: [{ value: 'yes', text: 'Yes, keep the address private' }],
    },
    { name: 'online', kind: 'checks', label: 'Can people take part online?', items: [{ value: 'yes', text: 'Yes' }] },
    { name: 'onlineHref', kind: 'text', input: 'url', label: 'Link to take part online (optional)' },
  ],
  schema: ({ today }) =>
    z.object({
      venueName: words(today, 200),
      address: words(today, 200),
      locality: words(today, 100),
      postcode: z
        .string()
        .default('')
        .transform((text, context) => {
          if (text.trim() === '') return ''
          const found = postcodeOf(text)
          if (found) return postcodeWords(found)
          context.addIssue({ code: 'custom', message: 'Enter a whole postcode, such as SW9 8JG' })
          return z.NEVER
        }),
      safe: isYes,
      online: isYes,
      onlineHref: web(),
    }),
  patch: (body, form) => ({
    ...body,
    venue: venueOf(body.venue, form),
    online: form.online,
    onlineHref: form.onlineHref,
  }),
  values: ({ venue, online, onlineHref }) => ({
    venueName: venue?.name ?? '',
    address: venue?.address ?? '',
    locality: venue?.locality ?? '',
    postcode: venue?.postcode ?? '',
    safe: yes(venue?.safe ?? false),
    online: yes(online),
    onlineHref,
  }),
})

export const who: Part = partOf({
  key: 'who',
  title: 'Who it is for, and what it costs',
  lead: 'Leave an age empty where there is no limit.',
  fields: kind => [
    { name: 'minAge', kind: 'text', input: 'numeric', width: 3, label: 'Youngest age (optional)' },
    { name: 'maxAge', kind: 'text', input: 'numeric', width: 3, label: 'Oldest age (optional)' },
    { name: 'gender', kind: 'radios', label: 'Who can come?', items: items(genderNames) },
    { name: 'cost', kind: 'radios', label: 'What does it cost?', items: items(costNames) },
    {
      name: 'pounds',
      kind: 'text',
      prefix: '£',
      input: 'decimal',
      width: 5,
      label: 'How much each time, if it costs money (optional)',
    },
    { name: 'costWords', kind: 'text', label: 'More about cost (optional)', hint: 'For example, “First time free”.' },
    {
      name: 'food',
      kind: 'checks',
      label: 'Is there food?',
      items: [{ value: 'yes', text: 'Yes, food is part of it' }],
    },
    { name: 'access', kind: 'checks', label: 'What is there for people who need it?', items: items(accessNames) },
    {
      name: 'accessWords',
      kind: 'text',
      label: 'More about access (optional)',
      hint: 'For example, “Ring the bell at the side for the ramp”.',
    },
    {
      name: 'languages',
      kind: 'checks',
      label: 'Is it held in other languages than English?',
      items: languages.filter(code => code !== 'en').map(value => ({ value, text: names.of(value) ?? value })),
    },
    { name: 'capacity', kind: 'text', input: 'numeric', width: 5, label: 'How many places are there? (optional)' },
    ...(kind === 'support'
      ? [
          {
            name: 'waiting',
            kind: 'text' as const,
            input: 'numeric' as const,
            width: 5,
            label: 'How many wait for a place? (optional)',
            hint: 'A count. It is not public.',
          },
        ]
      : []),
  ],
  schema: ({ today }) =>
    z
      .object({
        minAge: number(0, 120, 'Enter an age as a number, such as 11'),
        maxAge: number(0, 120, 'Enter an age as a number, such as 18'),
        gender: choice(genders, 'Choose who can come'),
        cost: choice(['free', 'paid', 'voluntary', 'free-school-meals'], 'Choose what it costs'),
        pounds: pence(),
        costWords: words(today, 200),
        food: isYes,
        access: ticks(accessKinds),
        accessWords: words(today, 500),
        languages: ticks(languages, 20),
        capacity: number(0, 100_000, 'Enter places as a number, such as 20'),
        waiting: number(0, 100_000, 'Enter a number, such as 5'),
      })
      .refine(form => form.minAge === null || form.maxAge === null || form.minAge <= form.maxAge, {
        error: 'The oldest age must not be below the youngest',
        path: ['maxAge'],
      }),
  patch: (body, { cost, pounds, costWords, waiting, ...form }, kind) => ({
    ...body,
    ...form,
    // what a feed says that the form does not offer stays
    languages: [...form.languages, ...body.languages.filter(code => !languages.includes(code))],
    waiting: kind === 'support' ? waiting : body.waiting,
    cost: { kind: cost, pence: cost === 'paid' ? pounds : null, words: costWords },
  }),
  values: body => ({
    minAge: body.minAge === null ? '' : String(body.minAge),
    maxAge: body.maxAge === null ? '' : String(body.maxAge),
    gender: body.gender,
    cost: body.cost.kind,
    pounds: body.cost.pence === null ? '' : String(body.cost.pence / 100),
    costWords: body.cost.words,
    food: yes(body.food),
    access: body.access,
    accessWords: body.accessWords,
    languages: body.languages,
    capacity: body.capacity === null ? '' : String(body.capacity),
    waiting: body.waiting === null ? '' : String(body.waiting),
  }),
})

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
    { name: 'checksOn', kind: 'day', label: 'When did somebody last look whether DBS checks are in date? (optional)' },
    { name: 'insuranceOn', kind: 'day', label: 'Until when are you insured? (optional)' },
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
  schema: ({ today }) =>
    z.object({
      policyOn: day('Enter the day the policy was agreed').refine(on => on === null || on <= today, {
        error: 'The day the policy was agreed must not be after today',
      }),
      checksOn: day('Enter the day somebody looked').refine(on => on === null || on <= today, {
        error: 'The day somebody looked must not be after today',
      }),
      insuranceOn: day('Enter the last day you are insured'),
      registered: words(today, 120),
      leadRole: words(today, 80),
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
