import assert from "node:assert/strict";
import { test } from "node:test";
import { automatonOf, inclusionOf, isPatternMatch } from "./pattern-inclusion.js";

const included = (inner: string, outer: string): string => inclusionOf(automatonOf(inner), automatonOf(outer)).answer;

test("decides inclusion of anchored patterns with classes, repetitions and choices", () => {
  assert.equal(included("^[A-Z]{3}$", "^[A-Z0-9]{1,10}$"), "included");
  assert.equal(included("^[A-Z0-9]{1,10}$", "^[A-Z]{3}$"), "excluded");
  assert.equal(included("^(KGM|MTR)$", "^[A-Z]{3}$"), "included");
  assert.equal(included("^\\d+$", "^[0-9]+$"), "included");
  assert.equal(included("^[0-9]+$", "^\\d{1,9}$"), "excluded");
  assert.equal(included("^a*$", "^(?:aa)*a?$"), "included");
});

test("an unanchored pattern matches anywhere in the text", () => {
  assert.equal(included("^xabcx$", "abc"), "included");
  assert.equal(included("[a-z]*", "[A-Z]*"), "included", "both match every text, as neither is anchored");
  assert.equal(included("^ORD", "^ORD-"), "excluded");
});

test("the counterexample is a text only the first pattern accepts", () => {
  const answer = inclusionOf(automatonOf("^[a-z]{2,4}$"), automatonOf("^[a-z]{2,3}$"));
  assert.deepEqual(answer, { answer: "excluded", text: "aaaa" });
});

test("what is not regular, or too large, is undecided and never guessed", () => {
  assert.equal(included("^(?=a)b", "b"), "undecided");
  assert.equal(included("(a)\\1", "a"), "undecided");
  assert.equal(included("^(a{1000}){1000}$", "a"), "undecided");
  assert.equal(isPatternMatch("\\bword\\b", "word"), undefined);
});

test("agrees with the platform's own regular expressions", () => {
  const patterns = ["^[^\\s-]+-\\d{2,}$", "a|b$", "^x?y+z*$", "[\\w.]+@[\\w.]+", "^\\u0041[B-D]$", "^$", "(ab|c)d"];
  const texts = ["", "a", "ab", "xb", "yyz", "xyz", "n-12", "n 1", "me@site.x", "AB", "AE", "cd", "abd", "-", "\n"];
  for (const pattern of patterns)
    for (const text of texts)
      assert.equal(isPatternMatch(pattern, text), new RegExp(pattern, "u").test(text), `${pattern} ${text}`);
});

test("a pattern that stalls backtracking engines costs nothing", () => {
  assert.equal(isPatternMatch("^(a+)+$", `${"a".repeat(5000)}!`), false);
});
