import { expect, test } from 'vitest'
import { seenWords } from './list.ts'
import type { Evidence } from './schemas.ts'

const evidence = (view: string): Evidence => ({
  kind: 'reading',
  reading: {
    view,
    title: 'T',
    href: '/analyses/x',
    statement: 'S',
    figures: [
      { label: 'Group A', value: '484.2 per 100,000', count: '1', denominator: '2', period: 'p', interval: 'i' },
    ],
    from: '2025-11',
    to: '2026-10',
    places: [],
    measures: [],
    imports: [],
    source: '',
    method: '',
    settings: '',
    notes: [],
  },
  places: [],
  measures: [],
  imports: [],
  seenOn: '2026-11-22',
})

test('in the list figures by group do not stand without their context note; other figures do', () => {
  expect(seenWords(evidence('groups'))).toBe('By group: open it, to read its figures with their context note')
  expect(seenWords(evidence('when'))).toContain('484.2')
})
