import assert from "node:assert/strict";

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
const TAG = /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g;

/** Whether every tag is closed in order and nothing between tags could be read as one (XML 1.0 §2.1), for our writers. */
export function assertWellFormed(xml: string): void {
  assert.ok(xml.startsWith(DECLARATION), "no XML declaration");
  const body = xml.slice(DECLARATION.length);
  const open: string[] = [];
  for (const [, closing, name, , empty] of body.matchAll(TAG)) {
    if (closing === "/") assert.equal(open.pop(), name);
    else if (empty === "") open.push(name ?? "");
  }
  assert.deepEqual(open, []);
  const text = body.replaceAll(TAG, "");
  assert.doesNotMatch(text, /[<>]|&(?!amp;|lt;|gt;|quot;|#39;)/);
  const isForbidden = (character: string): boolean => character < " " && !"\t\n\r".includes(character);
  assert.equal(Array.from(xml).find(isForbidden), undefined);
}
