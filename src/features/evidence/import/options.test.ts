import { describe, expect, test } from 'vitest'
import { request } from '../../../../test/imports.ts'
import { optionsOf } from './options.ts'
import { Source } from './schemas.ts'
import { readPackEvidence } from './seed.ts'

const source = (format: string, files: { path: string; options: Record<string, unknown> }[]): Source =>
  Source.parse({ ...request(format).source, files })
const of = (format: string, files: { path: string; options: Record<string, unknown> }[], name: string) =>
  optionsOf({ format: request(format).format, source: source(format, files) }, name)

const yearly = [
  { path: 'years/burglary.csv.gz', options: { measure: 'burglary', code: 'LSOA11CD', heldBack: ['2020'] } },
  { path: 'years/robbery.csv.gz', options: { measure: 'robbery', code: 'LSOA11CD', heldBack: ['2020'] } },
]

describe('how a file sent without options is read', () => {
  test('as the source’s file of that name, packed or not; what held of single months of it is left out', () => {
    expect(of('lsoa-annual', yearly, 'burglary.csv')).toEqual({ options: { measure: 'burglary', code: 'LSOA11CD' } })
  })

  test('as all files of the source, where they are read alike', () => {
    const alike = yearly.map(({ path }) => ({ path, options: { measure: 'burglary' } }))
    expect(of('lsoa-annual', alike, 'new.csv')).toEqual({ options: { measure: 'burglary' } })
    expect(of('lsoa-annual', [], 'new.csv')).toEqual({ options: {} })
  })

  test('not at all, where they differ and the name is none of theirs: the refusal says what to state', () => {
    expect(of('lsoa-annual', yearly, 'new.csv')).toMatchObject({
      status: 'refused',
      refusals: [
        {
          file: 'new.csv',
          reason: expect.stringContaining('in different ways (measure)'),
          remedy:
            'Say it in the options, such as {"measure":"burglary"}, or give the file the name of the one it replaces, such as burglary.csv.',
        },
      ],
    })
  })

  test('nor where two files of one name are read in different ways', () => {
    const twice = yearly.map(one => ({ ...one, path: one.path.replace('robbery', 'older/burglary') }))
    expect(of('lsoa-annual', twice, 'burglary.csv')).toMatchObject({ status: 'refused' })
  })

  test('what the reader finds in the file itself need not be stated', () => {
    const schemes = ['older', 'newer'].map(scheme => ({ path: `${scheme}.csv`, options: { scheme } }))
    expect(of('mps-wide', schemes, 'new.csv')).toEqual({ options: {} })
  })

  test('what somebody states holds', () => {
    const stated = { options: { measure: 'rape' } }
    expect(
      optionsOf({ ...stated, format: request('lsoa-annual').format, source: source('lsoa-annual', yearly) }, 'new.csv'),
    ).toEqual(stated)
  })

  test('each of London’s eleven files by year is read as its own measure', () => {
    const london = readPackEvidence('london').sources.find(one => one.id === 'mps-recorded-crime-lsoa-2011-annual')
    if (!london) throw new Error('no such source')
    const { format } = request('lsoa-annual')
    expect(london.files).toHaveLength(11)
    for (const file of london.files)
      expect(optionsOf({ format, source: london }, file.path)).toMatchObject({
        options: { measure: file.options.measure },
      })
    expect(optionsOf({ format, source: london }, 'newest.csv')).toMatchObject({ status: 'refused' })
  })
})
