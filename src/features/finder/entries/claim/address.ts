/** Where an organisation asks to look after what it runs; from the page of one entry, and in the reader's language. */
export const claimPath = '/opportunities/claim'

export function claimAddress(
  asked: { entry?: string | undefined; lang?: string | undefined },
  path = claimPath,
): string {
  const said = Object.entries(asked).flatMap(([name, value]) => (value && value !== 'en' ? [[name, value]] : []))
  return said.length === 0 ? path : `${path}?${new URLSearchParams(said)}`
}
