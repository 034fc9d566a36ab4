// Why an entry of a feed is off, where the feed itself took it off: it may bring it back.
export const feedReasons = {
  gone: 'The feed says that it has ended',
  missing: 'No longer in the feed it came from',
  over: 'All of its dates are past',
  resting: 'The feed says that it is closed for a time',
} as const
export type FeedReason = (typeof feedReasons)[keyof typeof feedReasons]

export const isOfFeed = (reason: string): boolean => Object.values(feedReasons).some(each => each === reason)
