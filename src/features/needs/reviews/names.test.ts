import { describe, expect, test } from 'vitest'
import { addressNameWords, nameWords } from './names.ts'

describe('what somebody is called', () => {
  test.each([
    'Child C was excluded twice',
    'Children A and B moved school',
    'the child’s sibling, Adult X2',
    'Baby LH',
    'young person K',
    'Family “Rose”',
    'Mr Example was known to police',
    'known as “Rose”, not her real name',
    'Learn from the death of Alex at school',
  ])('is refused: %s', text => expect(nameWords(text)).toContain('Take out'))

  test.each([
    'Children’s services and the GP of the family tell each other',
    'A child GP appointment; a child SEND plan; family ID documents',
    'Each child I met; children A&E sees at night; girls A level',
    'Deaths of Young people; the life of a school',
    'Schools tell the borough before a child is excluded',
  ])('is not seen in: %s', text => expect(nameWords(text)).toBeUndefined())

  test('in an address or a reference', () => {
    expect(addressNameWords('https://partnership.example/reviews/child-c-2020.pdf')).toContain('child c')
    expect(addressNameWords('SCR_Child_A')).toContain('Child A')
    expect(addressNameWords('https://partnership.example/child-in-need/reviews?id=7')).toBeUndefined()
    expect(addressNameWords('SCR 2020/03')).toBeUndefined()
  })
})
