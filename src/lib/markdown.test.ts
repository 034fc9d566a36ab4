import { describe, expect, test } from 'vitest'
import { markdown, markdownSummary } from './markdown.ts'

describe('a page written in Markdown', () => {
  test('headings, paragraphs and their parts', () => {
    expect(markdown('# Rates & *how*\n\nOne line\nand the **next** with `a * b` and a [page](rates.md).\n')).toBe(
      '<h1 id="rates-how">Rates &amp; <em>how</em></h1>\n<p>One line and the <strong>next</strong> with <code>a * b</code> and a <a class="govuk-link" href="rates.md">page</a>.</p>',
    )
  })

  test('lists go on over lines, nest, and keep their numbers', () => {
    expect(markdown('- one\n  goes on\n- two\n  - inner\n\n3. third\n4. fourth')).toBe(
      '<ul><li>one goes on</li><li>two<ul><li>inner</li></ul></li></ul>\n<ol start="3"><li>third</li><li>fourth</li></ol>',
    )
  })

  test('tables have headings for rows and for phones; numbers stand right', () => {
    const html = markdown('| level | places |\n| --- | ---: |\n| wards | 684 |\n| all | |')
    expect(html).toContain('<th scope="col">level</th><th scope="col" class="n">places</th>')
    expect(html).toContain('<th scope="row">wards</th><td data-h="places" class="n"><span>684</span></td>')
  })

  test('code is shown as it is, even when its fence is never closed', () => {
    expect(markdown('```sql\nselect 1 < 2 -- *x*\n```\nafter')).toBe(
      '<pre tabindex="0"><code>select 1 &lt; 2 -- *x*</code></pre>\n<p>after</p>',
    )
    expect(markdown('```\nopen')).toContain('open')
  })

  test('a paragraph ends where another block starts', () => {
    expect(markdown('words\n- item\n> said\n---\n## Next')).toBe(
      '<p>words</p>\n<ul><li>item</li></ul>\n<blockquote><p>said</p></blockquote>\n<hr>\n<h2 id="next">Next</h2>',
    )
  })

  test('a list of pages shows each by name and first words', () => {
    expect(markdownSummary('# Rates\n\n**Answers.** How many\nin `n`?\n\n- more')).toEqual({
      title: 'Rates',
      summary: 'Answers. How many in n?',
    })
  })
})

describe('nothing but our own markup comes out', () => {
  const hostile = [
    '<script>alert(1)</script>',
    '[x](javascript:alert(1))',
    '[x](JAVASCRIPT:alert)',
    '[x](data:text/html,hello)',
    '[x](//elsewhere.example)',
    '<https://a.example/"onclick="x>',
    '**<img src=x onerror=alert(1)>**',
    '`</code><script>`',
    '# <b onclick="x">',
    '| <i> | b |\n| --- | --- |\n| "><script> | <u> |',
    '![x](https://elsewhere.example/pixel.gif)',
    '- <style>\n  - </li><iframe>',
  ]
  test.each(hostile)('%s', source => {
    const html = markdown(source)
    const tags = [...html.matchAll(/<\/?([a-z0-9]+)([^>]*)>/g)]
    const known = /^(h[1-6]|p|ul|ol|li|table|thead|tbody|tr|th|td|div|span|pre|code|blockquote|hr|strong|em|a)$/
    expect(tags.filter(([, name]) => !known.test(name ?? ''))).toEqual([])
    expect(tags.filter(([, , rest]) => / on[a-z]+=|javascript:|data:|src=|="\/\//i.test(rest ?? ''))).toEqual([])
  })

  test('long lines of stars and brackets take no long time', () => {
    for (const unit of ['*', '**a', '[', '`', '[a](', '| ', '> ', '- ']) markdown(unit.repeat(5_000))
  })
})
