import { escapeMarkup } from "../../kernel/escape-markup.js";

/** Colours with enough contrast to white text (WCAG 2.2, 4.5 to 1). */
const COLOURS = { good: "#2e7d32", bad: "#b3261e", unknown: "#616161" } as const;

export interface Badge {
  readonly label: string;
  readonly status: string;
  readonly tone: keyof typeof COLOURS;
}

const HEIGHT = 20;
const MARGIN = 8;
const LABEL_MAX = 120;
/** Widths of Verdana 11 px, near enough: the text is stretched to what is reserved for it. */
const NARROW = /[ijlftr.,:;!|'()[\] -]/;
const WIDE = /[mwMW@%]/;

/** An SVG of a label and a status, made here: nothing is fetched to show it. */
export function renderBadge({ label, status, tone }: Badge): string {
  const text = label.length > LABEL_MAX ? `${label.slice(0, LABEL_MAX - 1)}…` : label;
  const [left, right] = [widthOf(text), widthOf(status)];
  const width = left + right + 4 * MARGIN;
  const edge = left + 2 * MARGIN;
  const title = escapeMarkup(`${text}: ${status}`);
  const write = (x: number, length: number, words: string): string =>
    `<text x="${x}" y="14" textLength="${length}">${escapeMarkup(words)}</text>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" role="img" aria-label="${title}">`,
    `<title>${title}</title>`,
    `<rect width="${edge}" height="${HEIGHT}" fill="#444"/>`,
    `<rect x="${edge}" width="${width - edge}" height="${HEIGHT}" fill="${COLOURS[tone]}"/>`,
    `<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">`,
    write(MARGIN, left, text),
    write(edge + MARGIN, right, status),
    `</g></svg>`,
  ].join("");
}

function widthOf(text: string): number {
  const widths = Array.from(text, (letter) => (NARROW.test(letter) ? 4.5 : WIDE.test(letter) ? 10 : 7));
  return Math.ceil(widths.reduce((sum, each) => sum + each, 0));
}
