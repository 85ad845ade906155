import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { FindingList } from "../finding-list.js";
import { ELEMENT_DEPTH_MAX, FILE_BYTES_MAX, readXml } from "./read-xml.js";
import type { XmlElement } from "./xml-element.js";

function read(content: string | Uint8Array): {
  readonly root: XmlElement | undefined;
  readonly codes: readonly string[];
} {
  const findings = new FindingList();
  const root = readXml(typeof content === "string" ? Buffer.from(content) : content, findings);
  return { root, codes: findings.all.map((finding) => finding.code) };
}

describe("readXml", () => {
  it("accepts a byte order mark", () => {
    const { root } = read(
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from("<?xml version='1.0'?><a>1</a>")]),
    );
    assert.equal(root?.text, "1");
  });

  it("resolves default, prefixed and redeclared namespaces", () => {
    const { root } = read(`<p:a xmlns:p="urn:one" xmlns="urn:two"><p:b/><b/><c xmlns="urn:three"><b/></c></p:a>`);
    assert.equal(root?.namespace, "urn:one");
    assert.deepEqual(
      root.children.map((child) => child.namespace),
      ["urn:one", "urn:two", "urn:three"],
    );
    assert.equal(root.all("b").length, 1);
  });

  it("numbers siblings of one name in their paths", () => {
    const { root } = read("<a><b/><c/><b/></a>");
    assert.deepEqual(
      root?.children.map((child) => child.pointer),
      ["/a/b[1]", "/a/c", "/a/b[2]"],
    );
  });

  it("decodes references and keeps character data sections verbatim", () => {
    const { root } = read("<a> 1 &lt; 2 &#38; &#x41;<![CDATA[ &lt;]]></a>");
    assert.equal(root?.text, "1 < 2 & A &lt;");
  });

  it("keeps leading zeros and long numbers as text", () => {
    assert.equal(read("<a>000430147330000056734.10</a>").root?.text, "000430147330000056734.10");
  });

  const refusals: readonly (readonly [what: string, content: string | Uint8Array, code: string])[] = [
    ["an external entity", `<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>`, "B2MML_DTD_FORBIDDEN"],
    ["an entity bomb", `<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>`, "B2MML_DTD_FORBIDDEN"],
    ["an external document type", `<!DOCTYPE a SYSTEM "http://127.0.0.1/x.dtd"><a/>`, "B2MML_DTD_FORBIDDEN"],
    ["an unknown entity", "<a>&x;</a>", "B2MML_NOT_WELL_FORMED"],
    ["an ampersand that stands alone", "<a>x & y</a>", "B2MML_NOT_WELL_FORMED"],
    ["a reference to a character XML forbids", "<a>&#0;</a>", "B2MML_NOT_WELL_FORMED"],
    ["a control character", "<a>\u0001</a>", "B2MML_NOT_WELL_FORMED"],
    ["crossed tags", "<a><b></a></b>", "B2MML_NOT_WELL_FORMED"],
    ["a missing end tag", "<a><b></b>", "B2MML_NOT_WELL_FORMED"],
    ["an attribute twice", `<a b="1" b="2"/>`, "B2MML_NOT_WELL_FORMED"],
    ["two root elements", "<a/><b/>", "B2MML_NOT_WELL_FORMED"],
    ["an undeclared prefix", "<x:a/>", "B2MML_NOT_WELL_FORMED"],
    ["an element called __proto__", "<a><__proto__><b/></__proto__></a>", "B2MML_NOT_WELL_FORMED"],
    ["nothing", "", "B2MML_NOT_WELL_FORMED"],
    ["text that is no XML", "order 7;3 pieces", "B2MML_NOT_WELL_FORMED"],
    [
      "bytes that are not UTF-8",
      Uint8Array.from([0x3c, 0x61, 0x3e, 0xe4, 0x3c, 0x2f, 0x61, 0x3e]),
      "B2MML_NOT_WELL_FORMED",
    ],
    ["another declared encoding", `<?xml version="1.0" encoding="iso-8859-1"?><a/>`, "B2MML_NOT_WELL_FORMED"],
    ["too much", Buffer.alloc(FILE_BYTES_MAX + 1, 0x20), "B2MML_TOO_LARGE"],
    [
      "too deep a nesting",
      "<a>".repeat(ELEMENT_DEPTH_MAX + 2) + "</a>".repeat(ELEMENT_DEPTH_MAX + 2),
      "B2MML_TOO_LARGE",
    ],
  ];
  for (const [what, content, code] of refusals) {
    it(`refuses ${what}`, () => {
      const result = read(content);
      assert.equal(result.root, undefined);
      assert.deepEqual(result.codes, [code]);
    });
  }

  it("reads nesting up to the limit", () => {
    const depth = ELEMENT_DEPTH_MAX - 1;
    assert.notEqual(read("<a>".repeat(depth) + "</a>".repeat(depth)).root, undefined);
  });
});
