import { describe, expect, test } from 'vitest'
import { isNhsNumber, lookForPeople } from './people.ts'

const rows = (values: readonly string[]) => values.map(value => ['E05000001', value])
const look = (heading: string, values: readonly string[] = ['1', '2']) => lookForPeople(['code', heading], rows(values))

describe('headings that mean people', () => {
  test.each([
    'First name',
    'surname',
    'FORENAME',
    'last_name',
    'FullName',
    'Victim Name',
    'name of suspect',
    'DOB',
    'Date of Birth',
    'dateOfBirth',
    'NHS number',
    'nhs_no',
    'NINO',
    'National Insurance number',
    'PNC ID',
    'CRO number',
    'Custody number',
    'Crime reference',
    'Crime Ref No',
    'CAD number',
    'suspect',
    'UPN',
    'Patient ID',
  ])('%s', heading => {
    expect(look(heading)).toMatchObject({ field: heading })
  })

  test.each([
    'name',
    'Ward name',
    'borough_name',
    'Area_name',
    'Establishment name',
    'hospital22_name',
    'Crime ID',
    'Crime type',
    'Sex',
    'Age_Group',
    'Ethnicity',
    'gender',
    'Overseas_nationals_entering_the_UK_NINo_201415',
    'address1',
    'Number of suspects',
    'Suspects charged (number)',
    'Victims aged 10 to 19',
  ])('%s does not', heading => {
    expect(look(heading)).toBeUndefined()
  })
})

describe('values that look like people under a heading that says nothing', () => {
  test.each([
    ['NHS numbers', ['943 476 5919', '9434765919', '401 023 2137'], 'NHS'],
    ['National Insurance numbers', ['QQ123456C', 'AB 12 34 56 C', 'AB123457D'].slice(1), 'National Insurance'],
    ['dates of birth', ['1991-02-03', '2004-11-30', '1978-06-01', '2009-01-15', '1986-07-21', '1999-12-12'], 'birth'],
    ['dates of birth, day first', ['03/02/1991', '30/11/2004', '01/06/1978', '15/01/2009', '21/07/1986'], 'birth'],
    ['PNC numbers', ['2001/123456A', '99/7654Z', '1998/12K'], 'PNC'],
    ['crime numbers', ['1234567/24', '01/1234568/24', '2345678/23'], 'crime numbers'],
    ['names', ['Mr John Smith', 'Mrs Ada Jones', 'Miss P Brown'], 'names'],
    ['private mail', ['a.b@gmail.com', 'c@hotmail.co.uk'], 'mail'],
  ])('%s', (_, values, words) => {
    expect(look('ref', values)?.why).toContain(words)
  })

  test.each([
    ['easting and northing', ['530120', '530255', '181440']],
    ['ten-digit property numbers', ['1000123456', '1000123457', '1000123458', '1000123459', '1000123460']],
    ['telephone numbers of organisations', ['02079460000', '02079460001']],
    ['months', ['2024-01-01', '2024-02-01', '2024-03-01', '2024-04-01', '2024-05-01']],
    ['dates of incidents', ['2025-01-03', '2025-01-04', '2025-02-11', '2025-03-12', '2025-03-13']],
    ['office mail', ['info@riverton.example', 'library@riverton.example']],
  ])('%s do not', (_, values) => {
    expect(look('ref', values)).toBeUndefined()
  })

  test('opening dates of buildings are not births', () => {
    expect(
      look('Opening date', ['1911-02-03', '1964-11-30', '1978-06-01', '2009-01-15', '1986-07-21', '1999-12-12']),
    ).toBeUndefined()
  })
})

test('the check digit of an NHS number', () => {
  expect(isNhsNumber('943 476 5919')).toBe(true)
  expect(isNhsNumber('9434765918')).toBe(false)
  expect(isNhsNumber('0000000000')).toBe(false)
})
