import { describe, expect, test } from 'vitest'
import { PlainError } from '../lib/errors.ts'
import { plainly } from './store-errors.ts'

const coded = (code: string, path?: string) =>
  Object.assign(new Error('as the machine says it'), { code, ...(path ? { path } : {}) })

describe('what a machine says becomes what a person can do', () => {
  test.each([
    ['ENOSPC', 'The disk is full', 'Free some space'],
    ['53100', 'The disk is full', 'Free some space'],
    ['ECONNREFUSED', 'cannot be reached', 'DATABASE_URL'],
    ['28P01', 'refused the user or password', 'Put them right'],
    ['3D000', 'does not exist', 'createdb'],
    ['42501', 'may not do this', 'create extension postgis'],
    ['EROFS', 'cannot be written to', 'UPSTREAM_HOME'],
  ])('%s', (code, words, remedy) => {
    const plain = plainly(coded(code))
    expect(plain).toBeInstanceOf(PlainError)
    expect(plain).toMatchObject({ message: expect.stringContaining(words), remedy: expect.stringContaining(remedy) })
  })

  test('the file it happened to is named', () => {
    expect(plainly(coded('ENOSPC', '/data/city.backup.part'))).toMatchObject({
      message: expect.stringContaining('(/data/city.backup.part)'),
    })
  })

  test('what nobody can put right stays what it is', () => {
    const bug = new TypeError('x is undefined')
    expect(plainly(bug)).toBe(bug)
    const other = coded('23505')
    expect(plainly(other)).toBe(other)
    const plain = new PlainError('Already plain.')
    expect(plainly(plain)).toBe(plain)
  })
})
