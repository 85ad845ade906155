import { createHash } from "node:crypto";

/** Colours have a contrast of at least 4.5 to 1 (WCAG 2.2) on the ground of their theme. */
export const DASHBOARD_STYLE = `
:root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --soft: light-dark(#5b636d, #a3abb5);
  --good: light-dark(#1b6e20, #7fd486); --bad: light-dark(#b3261e, #ff9d94); --wait: light-dark(#7a4f00, #f0c060); }
body { margin: 0 auto; max-width: 90rem; padding: 1.5rem; font: 15px/1.5 system-ui, sans-serif; }
h1 { font-size: 1.4rem; margin: 0 0 .25rem; }
p { margin: 0 0 1rem; color: var(--soft); }
.frame { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .5rem .75rem; border-bottom: 1px solid var(--line); vertical-align: top; }
th { font-weight: 600; white-space: nowrap; }
td.number { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
td small { display: block; color: var(--soft); font-family: system-ui, sans-serif; }
a { color: inherit; text-underline-offset: .15em; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--bad); font-weight: 600; } .wait { color: var(--wait); }
`;

const hash = createHash("sha256").update(DASHBOARD_STYLE).digest("base64");

/** Content-Security-Policy of the page: this style, and nothing else at all. */
export const DASHBOARD_POLICY = `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
