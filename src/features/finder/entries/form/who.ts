// Whom it is for, what it costs, what is there for those who need it.
import { z } from 'zod'
import { accessKinds, genders } from '../../schemas.ts'
import { accessNames, costNames, genderNames } from '../words.ts'
import { choice, isYes, items, number, pence, ticks, words, yes } from './fields.ts'
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
