import { describe, expect, test } from 'vitest'
import { refusalOf, tellingIn } from './telling.ts'

const behind = { keptBack: new Set(['Dovecote']), small: ['Dovecote', 'Brickfields', 'Wheatsheaf'] }

describe('a text', () => {
  test.each([
    'Dovecote had 4 robberies last year.',
    'Most were elsewhere. In Dovecote there were 17, more than before.',
    'Dovecote had three.',
    'It rose by 40% in Dovecote in 2026.',
    'Brickfields had 3 homicides.',
    'There were two violent deaths in Wheatsheaf.',
    'Wheatsheaf had no homicide victims since 2024',
  ])('tells a number kept back: %s', text => {
    expect(refusalOf(tellingIn(text, behind))).toContain('Take the number out of')
  })

  test.each([
    'Dovecote has 4 schools and two clubs.',
    'In 2026, Dovecote was quiet. On 14 March 2026 a club opened there.',
    'Brickfields had 288 offences in 12 months.',
    'Young people aged 10 to 17 in Dovecote; under 5 offences is not shown.',
    'The city had 3 homicides in March.',
    'One of the wards is Dovecote.',
    'Dovecote spends £40,000 between 4pm and 7pm.',
    'Dovecotes of 4 kinds.',
  ])('may say: %s', text => expect(tellingIn(text, behind)).toEqual([]))
})
