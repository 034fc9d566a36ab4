import { expect, test } from 'vitest'
import { missingBeforeApproval } from '../care/safeguarding.ts'
import { Body, type NewBody } from '../schemas.ts'
import { keptPrivate, publicBody, publicOrganisation, tellingTexts } from './blank.ts'
import { plainWords } from './clean.ts'
import { cleanBody, nextModified, sameBody } from './rules.ts'

const about = (over: Partial<NewBody> = {}): Body =>
  Body.parse({ name: 'Safe space', cost: { kind: 'free', words: '' }, join: { how: 'ask' }, ...over })

const refuge = about({
  summary: 'A safe place at 14 Quiet Mews. Ring first.',
  description: 'Come to Willow House, 14 Quiet Mews, XQ9 8JG (or write to xq98jg). Buses stop by willow house.',
  meet: 'A worker meets you outside 14  Quiet Mews',
  travel: 'Two minutes from the station',
  accessWords: 'Step-free at Willow House',
  timesWords: 'At WILLOW HOUSE, weekdays',
  join: { how: 'ask', words: 'Ring us', href: 'https://club.example/find?near=XQ9+8JG', phone: '0800 555 111' },
  onlineHref: 'https://maps.example.org/?q=51.5,-0.1',
  venue: {
    name: 'Willow House',
    address: '14 Quiet Mews, Backlane Street',
    locality: 'Southwharf',
    postcode: 'XQ9 8JG',
    longitude: -0.1,
    latitude: 51.5,
    safe: true,
  },
  image: { key: 'abc', alt: 'The door of Willow House', declaredBy: 'sarah@x.example', declaredOn: '2026-01-01' },
  extra: { oruk: { locations: [{ postal_code: 'XQ98JG', lat: 51.5 }] } },
})

test('a safe venue is in no text of what the public reads, however it is written', () => {
  const told = JSON.stringify(publicBody(refuge))
  for (const word of [/willow/i, /quiet\s*mews/i, /backlane/i, /xq9/i, /southwharf/i, /51\.5/, /station/, /maps/])
    expect(told).not.toMatch(word)
  expect(publicBody(refuge).venue?.name).toBe(keptPrivate)
  expect(publicBody(refuge).join.phone).toBe('0800 555 111')
  expect(Body.safeParse(publicBody(refuge)).success).toBe(true)
})

const rose = (over: Partial<NewBody>) =>
  about({
    ...over,
    venue: {
      ...refuge.venue,
      name: 'Rose House',
      address: '12 Elm Road, Peckham',
      locality: '',
      postcode: 'XQ1 4QA',
      safe: true,
    },
  })

test.each([
  ['summary', { summary: 'Near Elm Road in Riverton' }],
  ['description', { description: 'We are at 12 Elm Rd' }],
  ['meet', { meet: 'Meet at 12, Elm Rd.' }],
  ['join.words', { join: { how: 'ask' as const, words: 'what3words ///filled.count.soap' } }],
  ['bring', { bring: 'Post it to XQ2 3AB' }],
])('a safe place told in %s is taken out, and a person is asked to reword it', (field, over) => {
  const body = rose(over)
  expect(JSON.stringify(publicBody(body))).not.toMatch(/elm|filled|soap|xq/i)
  expect(tellingTexts(body)).toEqual([field])
  expect(missingBeforeApproval(body, 'network', '2026-11-22')).toMatchObject([{ field }])
  expect(tellingTexts({ ...body, venue: body.venue && { ...body.venue, safe: false } })).toEqual([])
})

test('whoever runs a safe place does not tell where it is', () => {
  const told = { description: 'A trust at 12 Elm Rd', website: 'https://rose.example/elm-road', email: null }
  const silent = { description: 'A trust at address kept private', website: null, email: null }
  expect(publicOrganisation(told, rose({}))).toEqual(silent)
  expect(publicOrganisation({ ...told, website: 'https://rose.example' }, rose({})).website).toBe(
    'https://rose.example',
  )
})

test('a person’s mailbox is not how an organisation is reached, wherever it is; a role’s is', () => {
  const told = { description: 'A trust', website: null, email: 'jo.smith@trust.example' }
  for (const venue of [null, rose({}).venue]) {
    expect(publicOrganisation(told, { venue }).email).toBeNull()
    expect(publicOrganisation({ ...told, email: 'hello@trust.example' }, { venue }).email).toBe('hello@trust.example')
  }
})

test('what is kept inside is in no public body: the lead, who waits, who declared a photo, a person’s mailbox', () => {
  const body = about({
    waiting: 7,
    safeguarding: { leadRole: 'Designated safeguarding lead', policyOn: '2026-01-01' },
    join: { how: 'ask', email: 'sarah.jones@club.example' },
    image: { key: 'a', alt: 'A hall', declaredBy: 'sarah@club.example', declaredOn: '2026-01-01' },
    extra: { pc_contact: 'Ask sarah.jones@club.example or hello@club.example' },
  })
  const told = JSON.stringify(publicBody(body))
  expect(told).not.toMatch(/Designated|sarah|"waiting":7/)
  expect(told).toContain('hello@club.example')
  expect(publicBody(body).safeguarding.policyOn).toBe('2026-01-01')
})

test('a venue that is not safe stays as it is', () => {
  const venue = { ...about().venue, name: 'Kiln Lane Hall', postcode: 'XQ1 1AA' }
  expect(publicBody(about({ venue })).venue).toMatchObject(venue)
})

test.each([
  ['<p>Box &amp; dance</p><p>Come along</p>', 'Box & dance\n\nCome along'],
  ['See <a href="https://club.example/book">how to book</a>.', 'See how to book (https://club.example/book).'],
  ['<ul><li>Boots</li><li>Water</li></ul>', '• Boots\n• Water'],
  ['&lt;b&gt;Bold&lt;/b&gt; words', 'Bold words'],
  ['Under 5 < 10 and £2 & more', 'Under 5 < 10 and £2 & more'],
  ['<script>alert(1)</script>Hi<!-- note -->', 'Hi'],
  ['One\n\n\n\ntwo   three', 'One\n\ntwo three'],
])('%s is read as words', (given, words) => expect(plainWords(given)).toBe(words))

test('a body keeps no mark-up and says the same whatever the order of its parts', () => {
  const body = cleanBody({ ...about(), description: '<p>Hello</p>' })
  expect(body.description).toBe('Hello')
  expect(sameBody(body, Body.parse(Object.fromEntries(Object.entries(body).reverse())))).toBe(true)
  expect(sameBody(body, { ...body, food: true })).toBe(false)
})

test('each change comes after the one before, also when the clock goes back', () => {
  expect(nextModified(1_000, 5_000)).toBe(5_000)
  expect(nextModified(5_000, 5_000)).toBe(5_001)
  expect(nextModified(5_000, 4_000)).toBe(5_001)
})
