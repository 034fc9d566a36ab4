// Ways to send a page to a friend. Each is a link to tap: nothing is asked of anybody else before that.
export interface Share {
  title: string
  address: string
  whatsapp: string
}

export const shareOf = (title: string, address: string): Share => ({
  title,
  address,
  whatsapp: `https://wa.me/?${new URLSearchParams({ text: `${title} ${address}` })}`,
})
