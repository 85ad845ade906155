import { createHash } from "node:crypto";
import type { ReviewEntry, ReviewExcerpt, ReviewPlace, ReviewReport } from "../review-report.js";
import { labelOf, payloadText, placeText, rulesText, subjectsText, waiverText, witnessText } from "./entry-text.js";
import { HTML_SCRIPT, HTML_STYLE } from "./html-parts.js";
import { xmlText } from "./xml-text.js";

/**
 * One file that asks nothing of a network: style and script are inside, and a policy that names their hashes lets the
 * browser refuse anything else, so that text of a contract can never run.
 */
export function writeHtml(report: ReviewReport): string {
  const title = { lint: "Contract lint", diff: "Contract changes", promotion: "Promotion" }[report.kind];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>${title}: ${xmlText(report.verdict)}</title>
<style>${HTML_STYLE}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="verdict ${VERDICT_CLASS[report.verdict]}">${xmlText(report.summary)}</p>
<p class="dim">${xmlText(subjectsText(report))}</p>
</header>
<main>
${filterForm(report)}
${report.entries.map(entryArticle).join("\n")}
</main>
${footer(report)}
<script>${HTML_SCRIPT}</script>
</body>
</html>
`;
}

const VERDICT_CLASS = { passed: "good", failed: "bad", undecided: "doubt", unreadable: "doubt" } as const;
const POLICY = `default-src 'none'; style-src '${hash(HTML_STYLE)}'; script-src '${hash(HTML_SCRIPT)}'; base-uri 'none'; form-action 'none'`;

function hash(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

function filterForm({ entries }: ReviewReport): string {
  const labels = [...new Set(entries.map(labelOf))].map((label) => `<option>${xmlText(label)}</option>`);
  return `<form><label>Words<input id="text" type="search" autocomplete="off"></label>
<label>Weight<select id="label"><option value="">all</option>${labels.join("")}</select></label>
<p id="shown" role="status" class="dim">${entries.length} of ${entries.length} shown</p></form>`;
}

function entryArticle(entry: ReviewEntry): string {
  const label = labelOf(entry);
  const tone = toneOf(label);
  const { witness, place, basePlace } = entry;
  const command = entry.isBlocking ? entry.waiverCommand : undefined;
  const sides = [
    side("base", basePlace, entry.baseExcerpt),
    side(basePlace === undefined ? "" : "revision", place, entry.excerpt),
  ];
  return `<article class="${tone}-edge" data-label="${xmlText(label)}">
<h2><span class="${tone}">${xmlText(label)}</span> <code>${xmlText(entry.rule)}</code></h2>
<p>${xmlText(entry.message)}</p>
<dl>${item("Affects", entry.affects.length === 0 ? undefined : entry.affects.join(", "))}${item("Why", entry.why)}${item("Users", entry.impact?.statement)}${item("Remedy", entry.remedy)}${item("Waived", waiverText(entry))}${item("Witness", witnessText(entry) ?? (entry.witnessGap === undefined ? undefined : `none: ${entry.witnessGap}`))}</dl>
${witness === undefined ? "" : `<pre tabindex="0" role="group" aria-label="Witness">${xmlText(payloadText(witness.payload))}</pre>`}
<div class="sides">${sides.join("")}</div>
${command === undefined ? "" : `<details><summary>Waive</summary><pre tabindex="0" role="group" aria-label="Command">${xmlText(command)}</pre></details>`}
</article>`;
}

function toneOf(label: string): "bad" | "doubt" | "warn" | "dim" {
  if (label.startsWith("breaking") || label === "error") return "bad";
  if (label === "undecided" || label === "not run") return "doubt";
  return label === "warning" ? "warn" : "dim";
}

function item(name: string, text: string | undefined): string {
  return text === undefined ? "" : `<dt>${name}</dt><dd>${xmlText(text)}</dd>`;
}

function side(role: string, place: ReviewPlace | undefined, excerpt: ReviewExcerpt | undefined): string {
  if (place === undefined) return "";
  const caption = `${role} ${placeText(place)} ${place.pointer}`.trim();
  const code =
    excerpt === undefined
      ? ""
      : `<pre tabindex="0" role="group" aria-label="${xmlText(caption)}">${excerptLines(excerpt)}</pre>`;
  return `<figure><figcaption>${xmlText(caption)}</figcaption>${code}</figure>`;
}

function excerptLines({ firstLine, markedLine, lines }: ReviewExcerpt): string {
  const width = String(firstLine + lines.length).length;
  return lines
    .map((line, index) => {
      const number = firstLine + index;
      const text = xmlText(`${String(number).padStart(width)}  ${line}`);
      return number === markedLine ? `<mark>${text}</mark>` : text;
    })
    .join("\n");
}

function footer(report: ReviewReport): string {
  const rows = report.rules.map(
    ({ id, title, status, reason }) =>
      `<tr><td><code>${xmlText(id)}</code></td><td>${xmlText(title)}</td><td>${xmlText(reason === undefined ? status : `${status}: ${reason}`)}</td></tr>`,
  );
  const table =
    rows.length === 0
      ? ""
      : `<details><summary>Rules: ${xmlText(rulesText(report))}</summary><table><thead><tr><th scope="col">Rule</th><th scope="col">Title</th><th scope="col">Did</th></tr></thead><tbody>${rows.join("")}</tbody></table></details>`;
  const date = report.date === undefined ? "" : `, judged for ${xmlText(report.date)}`;
  const subjects = report.subjects
    .filter(({ digest }) => digest !== undefined)
    .map(
      ({ name, format, digest }) =>
        `<li>${xmlText(name)}: ${xmlText(format ?? "")}, <code>${xmlText(digest ?? "")}</code></li>`,
    );
  return `<footer>${report.notes.map((note) => `<p>${xmlText(note)}</p>`).join("")}
${table}
<p class="dim">Interlock, profile ${xmlText(report.profile)}${date}.</p>
<ul class="dim">${subjects.join("")}</ul></footer>`;
}
