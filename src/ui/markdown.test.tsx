import fc from "fast-check"
import { expect, test } from "vitest"
import { Markdown } from "./markdown.tsx"

async function rendered(text: string): Promise<string> {
  return String(await (<Markdown text={text} />))
}

test.each([
  ["One.\n\nTwo *and* **three**.", "<p>One.</p><p>Two <em>and</em> <strong>three</strong>.</p>"],
  ["- a\n- b", "<ul><li>a</li><li>b</li></ul>"],
  ["3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'],
  ["> said", "<blockquote><p>said</p></blockquote>"],
  ["[law](https://example.org/a)", '<p><a href="https://example.org/a">law</a></p>'],
  ["[click](javascript:alert(1))", "<p>click</p>"],
  ["[frame](//evil.example)", "<p>frame</p>"],
  ["<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"],
  ["a <b onclick=x>b</b>", "<p>a &lt;b onclick=x&gt;b&lt;/b&gt;</p>"],
  ["![alt](https://tracker.example/x.png)", "<p></p>"],
])("%s", async (text, expected) => {
  expect(await rendered(text)).toBe(expected)
})

test("whatever the text, the page gets no element that can run, load or send", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ maxLength: 200 }), async (text) => {
      expect(await rendered(text)).not.toMatch(/<(?!\/?(?:p|em|strong|del|code|pre|ul|ol|li|br|hr|a|blockquote|table|tbody|tr|th|td)[ >/])[a-z]/i)
    }),
  )
})
