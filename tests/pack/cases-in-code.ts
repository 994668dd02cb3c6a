/**
 * The codes that no Markdown case can show: of the folder itself, and of packs past a limit. Each is caused here, and
 * `printed` is what is said, letter by letter; `golden.test.ts` counts them among the codes that have a case.
 */
import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import type { Diagnostic } from "../../src/kernel/text/diagnostic.ts"
import { openBook } from "../../src/law/book.ts"
import { checkLaw } from "../../src/law/check.ts"
import type { LawCode } from "../../src/law/codes.ts"
import type { Limits } from "../../src/law/open-question.ts"
import { packFromFiles, readPack } from "../../src/law/from-pack.ts"
import { LARGEST_FILE } from "../../src/law/pack-files.ts"
import { filesOf } from "./golden-case.ts"

export interface Said {
  readonly diagnostics: readonly Diagnostic[]
  readonly texts: ReadonlyMap<string, string>
}

export interface CaseInCode {
  readonly code: LawCode
  readonly cause: () => Said
  readonly printed: string
}

/** What is said of a folder with the base pack, once `change` has been at it. */
function ofFolder(change: (folder: string) => void): Said {
  const folder = mkdtempSync(join(tmpdir(), "writ-case-"))
  for (const [path, bytes] of filesOf("")) {
    mkdirSync(join(folder, path, ".."), { recursive: true })
    writeFileSync(join(folder, path), bytes)
  }
  try {
    change(folder)
    return readPack(folder)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** What is said of the base pack where a question may take no more work than `limits`. */
function within(limits: Partial<Limits>, change = ""): Said {
  const { value, texts } = packFromFiles(filesOf(change))
  return { diagnostics: value === null ? [] : checkLaw(openBook(value, limits)).diagnostics, texts }
}

/** Beside the base pack's rule another one, of another fact. */
const SECOND_RULE = `~~~~ change=law/order.md
- @id("no-joint-duty")
+ @id("joint-by-agreement")
+ permit (principal, action == Action::"joint-duty", resource)
+ when { context.agreement };
+
+ @id("no-joint-duty")
~~~~
~~~~ change=words/en.yaml
-   no-joint-duty: { reason: The order rules it out. }
+   no-joint-duty: { reason: The order rules it out. }
+   joint-by-agreement: { reason: The agreement allows it. }
~~~~
`

export const CASES_IN_CODE: readonly CaseInCode[] = [
  {
    code: "law/no-folder",
    cause: () => readPack("nowhere"),
    printed: "error law/no-folder: there is no folder `nowhere`\nhint: a pack is a folder with pack.yaml, bodies.yaml, vocabulary.cedarschema and law/",
  },
  {
    // A name that is not UTF-8 is read back as another one, under which nothing stands; root may read all else.
    code: "law/unreadable-file",
    cause: () => ofFolder((folder) => { writeFileSync(Buffer.concat([Buffer.from(`${folder}/law/`), Buffer.from([0xff]), Buffer.from(".md")]), "") }),
    printed: "error law/unreadable-file: `law/\ufffd.md` cannot be opened\nhint: check that you may read it, and that its name is UTF-8",
  },
  {
    code: "law/not-a-file",
    cause: () => ofFolder((folder) => { execFileSync("mkfifo", [join(folder, "law/pipe.md")]) }),
    printed: "error law/not-a-file: `law/pipe.md` is a pipe, expected a file\nhint: put the file itself in its place",
  },
  {
    code: "law/too-large",
    cause: () => ofFolder((folder) => { truncateSync(join(folder, "help.yaml"), LARGEST_FILE + 1) }),
    printed: "error law/too-large: `help.yaml` has 1000001 bytes, expected 1000000 bytes at most\nhint: split it, or leave it out",
  },
  {
    code: "law/and-more",
    cause: () => packFromFiles(new Map([...filesOf(""), ["steps.yaml", Buffer.from(Array.from({ length: 201 }, (_, index) => `Step ${String(index)}:\n`).join(""))]])),
    printed: "steps.yaml:1:1\nerror law/and-more: more is wrong in this file than the 200 mistakes that are listed\n  1 | Step 0:\n    | ^\nhint: mend those that are, then check again",
  },
  {
    code: "law/question-too-large",
    cause: () => within({ nodes: 2 }),
    printed: [
      "law/order.md:17:1 · cl_joint-duty",
      "error law/question-too-large: the rule `no-joint-duty` grows past the limit of a diagram in `joint-duty`",
      '  17 | @id("no-joint-duty")',
      "     | ^^^^^^^^^^^^^^^^^^^^",
      "hint: split the rule in two, or test fewer facts together in it",
    ].join("\n"),
  },
  {
    code: "law/answered-by-rules",
    cause: () => within({ nodes: 7 }, SECOND_RULE),
    printed: [
      "law/order.md:21:1 · cl_joint-duty",
      "warning law/answered-by-rules: the outcome of `joint-duty` grows past its limit, so that its rules answer one by one; `no-joint-duty` ties most together",
      '  21 | @id("no-joint-duty")',
      "     | ^^^^^^^^^^^^^^^^^^^^",
      "hint: answers stay right; for findings, comparisons and the best questions, split the question in two, or test facts of fewer topics in one rule",
    ].join("\n"),
  },
  {
    code: "law/not-the-optimum",
    cause: () => within({ states: 1, places: 0 }),
    printed: [
      "vocabulary.cedarschema:5:8",
      "warning law/not-the-optimum: `joint-duty` is asked about two questions ahead, since the best sequence of all takes more work than is allowed",
      "  5 | action \"joint-duty\" appliesTo {",
      "    |        ^^^^^^^^^^^^",
      "hint: to be asked in the best sequence, split it in two, or put facts that belong together under one topic",
    ].join("\n"),
  },
]
