/** How many people use a site, and what one of them does. */
export interface UserHabits {
  /** Share of all users who come on a day. */
  readonly dailyShare: number;
  /** Requests that a user makes on such a day. */
  readonly requestsPerVisit: number;
  /** The busiest minute over the average of the month. */
  readonly peakFactor: number;
  /** Share of requests that only read. */
  readonly readShare: number;
  /** Share of requests for files that a CDN answers by itself, where there is one. */
  readonly staticShare: number;
  /** Messages that a write leaves to be worked on later. */
  readonly messagesPerWrite: number;
  /** KiB of an average answer. */
  readonly payloadKiB: number;
  /** MiB of uploads that are kept of a user. */
  readonly storedMiBPerUser: number;
  /** Share of all users who hold a WebSocket open at the busiest minute. */
  readonly connectedShare: number;
}

/**
 * Defaults for a small social service. None is measured: they are where to start, and each can be set.
 * - three in ten users a day: more than a tool that is opened now and then, less than a messenger
 * - 100 requests a visit: some twenty page views of five calls each
 * - three times the average at peak: most users share an evening in one part of the world
 * - 90 % reads: feeds are read far more often than written
 * - 30 % files: page, scripts and pictures that browsers do not hold any more
 * - 5 MiB each: a few dozen pictures after compression
 * - 2 % connected: one in fifteen of the day's visitors at the busiest minute
 */
export const DEFAULT_HABITS: UserHabits = {
  dailyShare: 0.3,
  requestsPerVisit: 100,
  peakFactor: 3,
  readShare: 0.9,
  staticShare: 0.3,
  messagesPerWrite: 1,
  payloadKiB: 20,
  storedMiBPerUser: 5,
  connectedShare: 0.02,
};

/** What a program must carry in its busiest minute. */
export interface PeakLoad {
  /** Requests a second on average over the month: what a bill goes by. */
  readonly averageRps: number;
  /** Requests a second in the busiest minute. */
  readonly peakRps: number;
  readonly readShare: number;
  readonly staticShare: number;
  readonly messagesPerWrite: number;
  readonly payloadKiB: number;
  readonly storedGiB: number;
  readonly webSockets: number;
}

const SECONDS_PER_DAY = 86_400;

/** The load that some number of users make. */
export function loadOf(users: number, habits: UserHabits = DEFAULT_HABITS): PeakLoad {
  const averageRps = (users * habits.dailyShare * habits.requestsPerVisit) / SECONDS_PER_DAY;
  return {
    averageRps,
    peakRps: averageRps * habits.peakFactor,
    readShare: habits.readShare,
    staticShare: habits.staticShare,
    messagesPerWrite: habits.messagesPerWrite,
    payloadKiB: habits.payloadKiB,
    storedGiB: (users * habits.storedMiBPerUser) / 1024,
    webSockets: users * habits.connectedShare,
  };
}
