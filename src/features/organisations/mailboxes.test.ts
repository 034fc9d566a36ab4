import { expect, test } from 'vitest'
import { isPersonal, overMailboxes } from './mailboxes.ts'
import { freeKey, slugOf, wrongContacts } from './rules.ts'

test.each([
  'first.last@club.example',
  'j.smith@club.example',
  'sarah@club.example',
  'amina_khan2@gmail.com',
  'mohamed-ali@club.example',
])('%s looks like a person’s', email => expect(isPersonal(email)).toBe(true))

test.each([
  'hello@club.example',
  'youth.team@council.example',
  'kiln.lane@kilnlane.example',
  'kiln-lane@gmail.com',
  'southwharf.bookings@council.example',
  'earlyhelp@council.example',
  'tidewayyouth@gmail.com',
  '',
])('%s is a role’s', email => expect(isPersonal(email)).toBe(false))

test('keys are slugs, and the next one where a key is taken', () => {
  expect(slugOf('St Mary’s Youth & Café (Hackney)')).toBe('st-marys-youth-and-cafe-hackney')
  expect(slugOf('***')).toBe('organisation')
  expect(freeKey('club', new Set(['club', 'club-2']))).toBe('club-3')
})

test('a domain where anybody may have a mailbox proves nothing', () => {
  expect(wrongContacts({ email: 'sarah@x.example', mailDomain: 'gmail.com' }).map(error => error.field)).toEqual([
    'email',
    'mailDomain',
  ])
})

test('each mail address in a text is found, and nothing else is changed', () => {
  const seen = (text: string) => overMailboxes(text, found => `[${found}]`)
  expect(seen('Write to a.b@x.example, or (c@y.example.org). @home a@b')).toBe(
    'Write to [a.b@x.example], or ([c@y.example.org]). @home a@b',
  )
  expect(seen('a@x.exampleb@@c@y.example')).toContain('[a@x.exampleb]')
  expect(seen('no address')).toBe('no address')
})

test('a long text without a space is read in no time', () => {
  const began = performance.now()
  for (const text of [
    'a'.repeat(200_000),
    `${'a'.repeat(200_000)}@`,
    'a@'.repeat(100_000),
    `a@${'b.'.repeat(100_000)}1`,
  ])
    overMailboxes(text, () => '')
  expect(performance.now() - began).toBeLessThan(500)
})
