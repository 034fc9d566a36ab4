// Whom it is for, what it costs, what is there for those who need it.
import { z } from 'zod'
import { accessKinds, genders } from '../../schemas.ts'
import { accessNames, costNames, genderNames } from '../words.ts'
import { choice, isYes, items, number, pence, ticks, words, yes } from './fields.ts'
import { type Part, partOf } from './part.ts'

// What London speaks, and more: asked in words, kept as codes.
const codes =
  'am ar bg bn cs cy de el en es fa ff fr gu ha he hi hr hu ig it ja ko ku ln lt lv mk ml my ne nl no pa pl ps pt ro ru rw si sk sl sn so sq sr sv sw ta te th ti tl tr tw uk ur uz vi yo zh zu'.split(
    ' ',
  )
const names = new Intl.DisplayNames('en-GB', { type: 'language' })
const others: Readonly<Record<string, string>> = {
  bengali: 'bn',
  farsi: 'fa',
  'chinese mandarin': 'zh',
  mandarin: 'zh',
  cantonese: 'zh',
  filipino: 'tl',
  sylheti: 'bn',
  dari: 'fa',
  bsl: 'bfi',
  'british sign language': 'bfi',
}
const byName = new Map([
  ...codes.map((code): [string, string] => [(names.of(code) ?? code).toLowerCase(), code]),
  ...Object.entries(others),
])

/** Its name, where typing that name would be read as it; otherwise its code. */
const nameOf = (code: string): string => {
  const name = names.of(code) ?? code
  return byName.get(name.toLowerCase()) === code ? name : code
}

/** 'Somali, Polish' as codes; a code stays one, so that what a feed says is kept. */
const typedLanguages = z
  .string()
  .default('')
  .transform((text, context) => {
    const typed = text
      .split(/[,;\n]+/)
      .map(part => part.trim())
      .filter(Boolean)
      .slice(0, 20)
    const found = typed.map(
      word => byName.get(word.toLowerCase()) ?? (/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(word) ? word : undefined),
    )
    const at = found.indexOf(undefined)
    if (at < 0) return [...new Set(found.flatMap(code => code ?? []))]
    context.addIssue({
      code: 'custom',
      message: `We do not know the language “${(typed[at] ?? '').slice(0, 40)}”. Enter its English name, such as Somali`,
    })
    return z.NEVER
  })

// Free with free school meals, and a price for everybody else.
const hasPrice: ReadonlySet<string> = new Set(['paid', 'free-school-meals'])

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
      kind: 'text',
      label: 'Is it held in other languages than English? (optional)',
      hint: 'Which ones, with commas between: Somali, Polish',
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
        languages: typedLanguages,
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
    waiting: kind === 'support' ? waiting : body.waiting,
    cost: { kind: cost, pence: hasPrice.has(cost) ? pounds : null, words: costWords },
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
    languages: body.languages.map(nameOf).join(', '),
    capacity: body.capacity === null ? '' : String(body.capacity),
    waiting: body.waiting === null ? '' : String(body.waiting),
  }),
})
