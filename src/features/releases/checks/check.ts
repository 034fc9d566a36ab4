export interface Check {
  id: string
  title: string
  result: 'pass' | 'fail' | 'advice'
  /** What was found. */
  text: string
  /** What to do about it; empty when there is nothing to do. */
  remedy: string
}

export const pass = (id: string, title: string, text: string): Check => ({
  id,
  title,
  result: 'pass',
  text,
  remedy: '',
})
