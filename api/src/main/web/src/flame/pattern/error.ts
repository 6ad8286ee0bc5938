/** The pattern is none, and why. */
export class PatternError extends Error {}
