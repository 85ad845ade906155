import { escapeMarkup } from "../../kernel/escape-markup.js";
import type { BrokerLinks } from "../http/broker-links.js";
import { DASHBOARD_STYLE } from "./dashboard-style.js";
import { type VerificationStatus, verificationStatus, type WebhookStatus, webhookStatus } from "./dashboard-status.js";
import type { DashboardItem } from "./read-dashboard.js";

/** What a page is about. */
export interface DashboardView {
  readonly title: string;
  /** What the rows are, and whether there may be more. */
  readonly summary: string;
  /** Of the page of one pair: address of the page that is one level up, and what it is called. */
  readonly parent?: { readonly href: string; readonly name: string };
}

const RESULTS: Readonly<Record<VerificationStatus, readonly [tone: string, words: string]>> = {
  success: ["good", "verified"],
  failed: ["bad", "failed"],
  stale: ["wait", "not verified, other content was"],
  never: ["wait", "never verified"],
};
const WEBHOOKS: Readonly<Record<WebhookStatus, readonly [tone: string, words: string]>> = {
  none: ["", "none"],
  not_run: ["", "not sent"],
  retrying: ["wait", "being tried again"],
  success: ["good", "sent"],
  failure: ["bad", "failed"],
};
const COLUMNS = ["Consumer", "Version", "Provider", "Published", "Result", "Verified by", "Webhooks"];

/** The dashboard for people, without script. */
export function dashboardPage(view: DashboardView, items: readonly DashboardItem[], links: BrokerLinks): string {
  const title = escapeMarkup(view.title);
  const { parent } = view;
  const rows = items.map((item, index) =>
    parent === undefined
      ? rowOf(item, link(pairPage(item, links), item.consumer), "")
      : rowOf(item, escapeMarkup(item.consumer), changesOf(item, items.slice(index + 1), links)),
  );
  return [
    `<!doctype html><html lang="en"><head><meta charset="utf-8">`,
    `<meta name="viewport" content="width=device-width, initial-scale=1"><title>${title} – Interlock</title>`,
    `<style>${DASHBOARD_STYLE}</style></head><body><main><h1>${title}</h1><p>${escapeMarkup(view.summary)}`,
    parent === undefined ? "" : ` ${link(parent.href, parent.name)}`,
    `</p><div class="frame" tabindex="0" role="region" aria-label="${title}"><table><thead><tr>`,
    ...COLUMNS.map((name) => `<th scope="col">${name}</th>`),
    `</tr></thead><tbody>`,
    ...(rows.length === 0 ? [`<tr><td colspan="${COLUMNS.length}">No pact was published yet.</td></tr>`] : rows),
    `</tbody></table></div></main></body></html>`,
  ].join("\n");
}

const pairPage = ({ provider, consumer }: DashboardItem, links: BrokerLinks): string =>
  links.to("dashboard", "provider", provider, "consumer", consumer);

/** A link to what a version changed; nothing for one that has no other content before it. */
function changesOf(item: DashboardItem, older: readonly DashboardItem[], links: BrokerLinks): string {
  const { provider, consumer, consumerNumber, sha } = item;
  if (older.every((one) => one.sha === sha)) return "";
  const href = `${links.pact(provider, consumer, consumerNumber)}/diff/previous-distinct`;
  return `<small>${link(href, "what changed")}</small>`;
}

/** @param consumer and changes are markup already */
function rowOf(item: DashboardItem, consumer: string, changes: string): string {
  const { consumerNumber, branches, tags, provider, publishedAt, verifiedAt, providerNumber } = item;
  const origin = [...branches, ...tags.map((tag) => `tag ${tag}`)].join(", ");
  return [
    "<tr>",
    cell(consumer),
    cell(`${escapeMarkup(consumerNumber)}${small(origin)}${changes}`, "number"),
    cell(escapeMarkup(provider)),
    cell(time(publishedAt)),
    cell(toned(RESULTS[verificationStatus(item)])),
    cell(
      `${escapeMarkup(providerNumber ?? "")}${verifiedAt === null ? "" : `<small>${time(verifiedAt)}</small>`}`,
      "number",
    ),
    cell(toned(WEBHOOKS[webhookStatus(item)])),
    "</tr>",
  ].join("");
}

const cell = (markup: string, kind?: string): string =>
  `<td${kind === undefined ? "" : ` class="${kind}"`}>${markup}</td>`;

const link = (href: string, text: string): string => `<a href="${escapeMarkup(href)}">${escapeMarkup(text)}</a>`;

const small = (text: string): string => (text === "" ? "" : `<small>${escapeMarkup(text)}</small>`);

const toned = ([tone, words]: readonly [tone: string, words: string]): string =>
  tone === "" ? words : `<span class="${tone}">${words}</span>`;

/** To the minute; the machine-readable time has the rest. */
function time(at: Date): string {
  const text = at.toISOString();
  return `<time datetime="${text}">${text.slice(0, 16).replace("T", " ")} UTC</time>`;
}
