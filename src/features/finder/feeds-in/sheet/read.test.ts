// The spreadsheet as people send it: read whatever wrote it, and told what to put right, where.
import { describe, expect, test } from 'vitest'
import { csv } from '../../../../platform/csv.ts'
import { daysOf } from './cells.ts'
import { columns, example, headingOf } from './columns.ts'
import { groupsOf, readEntry, wrongsOfNoKind } from './entry.ts'
import { readTable } from './read.ts'

const today = '2026-11-22'
const head =
  'Our reference,Kind,Name,In one sentence,What people do there,Postcode,Days,Start,End,Cost,How to join,Youngest age,Oldest age,Mailbox,Safeguarding policy date,Role that leads on safeguarding'
const good =
  'box,Something to do,Tuesday boxing,Learn to box.,Boxing,XQ9 8JG,Tuesday,4pm,6pm,Free,Just turn up,11,17,,5 January 2026,Centre manager'
const at = (heading: string, value: string) => {
  const cells = good.split(',')
  cells[head.split(',').indexOf(heading)] = value
  return cells.join(',')
}
const read = (...lines: string[]) => {
  const table = readTable([head, ...lines].join('\n'))
  const entries = groupsOf(table.lines).map(group => readEntry(group, 'activity', undefined, today))
  return {
    bodies: entries.flatMap(each => (each.ok ? each.body : [])),
    told: [...table.wrongs, ...entries.flatMap(each => (each.ok ? [] : each.wrongs))].map(
      ({ line, column, text }) => `${line} ${headingOf(column)}: ${text}`,
    ),
  }
}

describe('the file', () => {
  test('quotes, semicolons and the mark at the start are read as they are meant', () => {
    const semicolons = `\uFEFF${[head, good].join('\r\n').replaceAll(',', ';')}\r\n`
    const quoted = [head, at('In one sentence', '"Box, and make ""friends"".\nNo kit."')].join('\n')
    expect(readTable(semicolons).lines[0]?.cells.get('name')).toBe('Tuesday boxing')
    expect(readTable(quoted).lines[0]?.cells.get('summary')).toBe('Box, and make "friends".\nNo kit.')
    expect(readTable(quoted.replaceAll('\n', '\r\n')).lines).toEqual(readTable(quoted).lines)
    expect(readTable(`${head}\n"never closed`).wrongs[0]?.text).toContain('quotation mark that is not closed')
  })

  test('the template says nothing wrong, and its example is never taken', () => {
    const table = readTable(
      csv(
        columns.map(each => each.heading),
        [example],
      ),
    )
    expect(table.examples).toBe(1)
    expect(table.wrongs.map(({ text }) => text)).toEqual([
      'There are no lines below the heading. Add one for each entry',
    ])
    const real = example.map(cell => `"${cell === 'EXAMPLE' ? 'ours' : cell}"`).join(',')
    const [group] = groupsOf(readTable(`${columns.map(each => each.heading).join(',')}\n${real}`).lines)
    const body = group && readEntry(group, 'activity', undefined, today)
    expect(body).toMatchObject({
      ok: true,
      body: { activities: ['boxing'], access: ['step-free', 'accessible-toilet'], food: true },
    })
  })

  test('headings that are missing, unknown or there twice are named', () => {
    expect(readTable(`Kind,Postcode\nSomething to do,XQ9 8JG`).wrongs[0]?.text).toContain('no heading “Name”')
    expect(readTable(`Name,Postal town\nBoxing,X`).wrongs).toEqual([
      {
        line: 1,
        column: 'Postal town',
        text: 'We do not know this column. If you mean “Postcode”, write that; otherwise take it out',
      },
    ])
    expect(readTable(`Name,Title\nBoxing,X`).wrongs[0]).toMatchObject({ line: 1, column: 'Title' })
    expect(readTable(`Name,Child name\nBoxing,X`).wrongs[0]?.text).toContain(
      'The column “Child name” holds names of people',
    )
  })

  test('lines are counted as a spreadsheet counts them, empty ones too', () => {
    const table = readTable(`Name,Postcode\n"A\nb",XQ9 8JG\n,\nC,XQ9 8JG`)
    expect(table.lines.map(({ line }) => line)).toEqual([2, 4])
  })
})

describe('an entry', () => {
  test('is what the form would make of the same words', () => {
    const { bodies, told } = read(good)
    expect(told).toEqual([])
    expect(bodies).toMatchObject([
      {
        name: 'Tuesday boxing',
        activities: ['boxing'],
        minAge: 11,
        maxAge: 17,
        cost: { kind: 'free' },
        venue: { postcode: 'XQ9 8JG' },
        schedules: [
          {
            freq: 'weekly',
            byDay: ['TU'],
            starts: '16:00',
            ends: '18:00',
            from: today,
            calendar: 'always',
            bankHolidays: 'unknown',
          },
        ],
        extra: { spreadsheet: { reference: 'box' } },
      },
    ])
  })

  test('two times of one entry stand on two lines with the same reference', () => {
    const { bodies, told } = read(good, 'box,,,,,,Saturday,10am,noon,,,,,,,')
    expect(told).toEqual([])
    expect(bodies).toHaveLength(1)
    expect(bodies[0]?.schedules.map(({ byDay, starts, ends }) => [...byDay, starts, ends])).toEqual([
      ['TU', '16:00', '18:00'],
      ['SA', '10:00', '12:00'],
    ])
    expect(read(good, 'box,,Other name,,,,Saturday,10am,noon,,,,,,,').told[0]).toBe(
      '3 Name: Line 2 has the same reference and says something else. Write the same, or leave it empty here',
    )
  })

  test.each([
    [at('Start', 'soon'), '2 Start: Enter when it starts, such as 4pm'],
    [at('End', '2pm'), '2 End: It ends before it starts. Write times such as 4pm and 6pm'],
    [at('Safeguarding policy date', '31/02/2026'), '2 Safeguarding policy date: There is no such day as 31/02/2026'],
    [at('Days', 'Somedays'), '2 Days: “Somedays” is no day of the week. Write days such as Tuesday; Thursday'],
    [at('Youngest age', '19'), '2 Oldest age: The oldest age must not be below the youngest'],
    [at('Mailbox', 'jo.smith@club.example'), '2 Mailbox: Enter a mailbox of a team or a role'],
    [at('Cost', ''), '2 Cost: Choose what it costs'],
    [at('Cost', 'cheap'), '2 Cost: “cheap” is none of: Free; It costs money'],
    [at('In one sentence', 'Ring 07700 900123'), '2 In one sentence: Take out a phone number'],
    [at('What people do there', 'boxxxing'), '2 What people do there: We do not know “boxxxing”. Try Boxing'],
    [at('Postcode', 'XQ9'), '2 Postcode: Enter a whole postcode'],
    [at('Postcode', ''), '2 Postcode: Enter a postcode, or say that it is online'],
    [at('Our reference', 'a@b.example'), '2 Our reference: Take out an email address'],
  ])('what cannot be taken is told with its line, its column and a remedy: %s', (line, words) => {
    const { bodies, told } = read(line)
    expect(bodies).toEqual([])
    expect(told).toHaveLength(1)
    expect(told[0]).toContain(words)
  })

  test('all that is wrong in a line is told at once, also where its kind is not known', () => {
    const line =
      'box,Nonsense,Tuesday boxing,,Boxing,XQ9,Tuesday,6pm,4pm,cheap,Just turn up,11,17,,5 January 2026,Centre manager'
    const columnsOf = (wrongs: readonly { column: string }[]) => wrongs.map(({ column }) => column)
    const [group] = groupsOf(readTable([head, line].join('\n')).lines)
    if (!group) throw new TypeError('nothing was read')
    const found = readEntry(group, 'activity', undefined, today)
    expect(found.ok ? [] : columnsOf(found.wrongs)).toEqual(['cost', 'summary', 'postcode', 'ends'])
    expect(columnsOf(wrongsOfNoKind(group, undefined, today))).toEqual(['cost', 'summary', 'postcode', 'ends'])
  })

  test('an empty cell changes nothing of an entry there is', () => {
    const [before] = read(good).bodies
    const table = readTable('Our reference,Name,Oldest age,Days,Start,End\nbox,,18,Tue,16:00,18.00')
    const [group] = groupsOf(table.lines)
    if (!before || !group) throw new TypeError('nothing was read')
    const kept = {
      ...before,
      schedules: before.schedules.map(one => ({ ...one, from: '2026-01-06', exclude: ['2026-12-29'] })),
    }
    const found = readEntry(group, 'activity', { kind: 'activity', body: kept }, today)
    expect(found).toEqual({ ok: true, body: { ...kept, maxAge: 18 } })
  })

  test('days are read as people write them', () => {
    expect(daysOf('Mon to Fri').days).toEqual(['MO', 'TU', 'WE', 'TH', 'FR'])
    expect(daysOf('Tuesdays and Thurs').days).toEqual(['TU', 'TH'])
    expect(daysOf('Sat–Sun, blue')).toEqual({ days: ['SA', 'SU'], unknown: ['blue'] })
  })
})
