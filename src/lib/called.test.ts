import { describe, expect, test } from 'vitest'
import { calledWords } from './called.ts'

const known = ['Kings Rise', 'Southwharf', 'Brickfields', 'Tideway Youth', 'Redthread', 'Castle & Moor']

describe('what looks like somebody’s name', () => {
  test.each([
    'After Jamie Okafor was stabbed, the school closed early.',
    'Jamie Okafor (14) will be released in May',
    'Ann Okafor, his mother',
    'We met Ann-Marie O’Neill there',
    'In Brickfields Jamie Example runs the club',
    'The boy, Jamie (14), had moved',
    'Jamie, aged 14, had moved',
    'It began with Jamie’s brother',
    'They spoke with her brother Ade at home',
    'For the family of Zoë Ångström',
    'Jamie White was there',
  ])('is refused: %s', text => expect(calledWords(text, known)).toMatch(/looks like somebody’s name/))

  test.each([
    'Exploitation and moving between Kings Rise and Southwharf',
    'After Brickfields, Southwharf is next',
    'Tideway Youth and Redthread meet in Brickfields',
    'The Violence Reduction Unit and the Metropolitan Police Service meet on Monday',
    'Notting Hill Carnival, Oxford Street, West Ham United and King’s College Hospital',
    'Children’s services tell the GP. Schools in Southwharf do too.',
    'Operation Nightingale ends in March 2027; the Offensive Weapons Act stays',
    'Since Ramadan more young people come. When Southwharf’s club closes, less.',
    'Brickfields (14) and Southwharf (9) had most',
    'The Mayor’s Young Londoners Fund; Black History Month; New Year’s Eve',
    'Young people aged 14 to 17. Robberies (14) fell.',
    'The mothers of Brickfields; a mother, her sister and her son',
    'Ask Lantern Hill for a navigator. Bethnal Green does so.',
    'COVID-19, NHS England, TikTok and Snapchat',
  ])('is not seen in: %s', text => expect(calledWords(text, known)).toBeUndefined())
})
