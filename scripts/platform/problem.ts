/** What prevents the portal from starting, told in French to the person who started it: no stack trace. */
export class Problem extends Error {}
