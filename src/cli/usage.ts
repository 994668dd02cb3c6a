/** What the command line takes, and how it says that a call was not understood. */

/** The call's words are off: exit code 2. The message says what was found and what to write instead. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

export const USAGE = `writ puts a city's order to work.

  writ check [PACK]                       read a pack and report every mistake, then what its questions come to
  writ ask QUESTION [FACT=VALUE …]        answer a question; on a terminal it asks for what is missing
  writ serve                              serve the pack's pages

Options
  --pack DIR      the pack to use; without it the one named in package.json
  --body ID       who asks; short for body=ID
  --on DAY        the law of a day, such as 2025-08-30; without it today's
  --lang LANG     the language of questions and answers; without it the pack's first
  --json          the same as JSON
  --host, --port  where to serve; without them HOST and PORT, or 127.0.0.1 and 8080

Values: an id, yes or no, a number, a date, several joined by commas, absent, present, unknown.
Exit codes: 0 done, 1 an error in the pack, 2 a call that was not understood.
`
