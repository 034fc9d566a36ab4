// Who may want to take part, and what each is told. Words a reader of 9 to 11 can read; what is there comes from public entries.

export interface Role {
  id: string
  /** Of the list of who you are. */
  who: string
  title: string
  lead: string
  /** What taking part is like. */
  words: readonly string[]
  /** Which networks are for them: by theme, and by the ages they take. Null: they have a page of ours and no network. */
  networks: { theme: string; age: number } | null
  /** For who came with a worry of their own: what is said, and the theme of what helps. */
  worry?: { title: string; words: string; theme: string }
  /** The next step of those without a network. */
  step: { text: string; href: string } | null
  /** What there is to read beside it. */
  also?: { text: string; href: string }
}

export const roles: readonly Role[] = [
  {
    id: 'young-people',
    who: 'A young person',
    title: 'Have your say',
    lead: 'You know what your area is like. You can help to change it.',
    words: [
      'Youth forums and youth councils tell grown-ups what needs to change. Then they check that it was done.',
      'You can come once and just listen. Bring a friend.',
    ],
    networks: { theme: 'community', age: 15 },
    step: null,
  },
  {
    id: 'parents',
    who: 'A parent or carer',
    title: 'Meet other parents and carers',
    lead: 'You are not the only one. There are parents near you who meet, talk and help.',
    words: [
      'Parent and carer champions are mums, dads and carers. They know who can help, and they listen.',
      'You do not need to have a problem. You can come to help others.',
    ],
    networks: { theme: 'parents', age: 35 },
    step: null,
    worry: {
      title: 'Are you worried about your child?',
      words: 'You can talk to somebody about it. You do not have to give your name.',
      theme: 'parents',
    },
  },
  {
    id: 'neighbours',
    who: 'A neighbour',
    title: 'Help on your street',
    lead: 'Young people feel safer where people know them and say hello.',
    words: ['Groups near you look out for each other. An hour a week is a big help.'],
    networks: { theme: 'community', age: 35 },
    step: null,
  },
  {
    id: 'groups',
    who: 'Someone who runs a club or group',
    title: 'Help young people find you',
    lead: 'If young people can come to what you run, we want them to know.',
    words: [
      'You can list it here. It is free. We ask you how you keep young people safe, and a person reads it first.',
    ],
    networks: null,
    step: { text: 'List what you run', href: '/opportunities/claim' },
    also: { text: 'See the page for groups', href: '/community-groups' },
  },
  {
    id: 'workers',
    who: 'Someone who works with young people',
    title: 'Find something with a young person',
    lead: 'You can look for things to do together, and print what you find.',
    words: ['Look by place, day, age and cost. Nothing about the young person is kept.'],
    networks: null,
    step: { text: 'Look for things to do', href: '/things-to-do' },
  },
]

export const roleOf = (id: string): Role | undefined => roles.find(role => role.id === id)

/** All that this file says, for whoever checks how hard it is to read. */
export const allWords: readonly string[] = roles.flatMap(({ who, title, lead, words, step, also, worry }) => [
  ...[who, title, lead, ...words, ...(worry ? [worry.title, worry.words] : [])],
  ...(step ? [step.text] : []),
  ...(also ? [also.text] : []),
])
