import { escapeMarkup } from "../../kernel/escape-markup.js";

/** Text that is HTML already. Only `html` makes it, so that nothing of a contract gets into a page unescaped. */
export class Html {
  constructor(readonly text: string) {}
}

type Part = string | number | Html | readonly Html[] | undefined;

/** Joins HTML and values; every value that is not HTML itself is escaped, for content and for quoted attributes alike. */
export function html(literals: TemplateStringsArray, ...values: readonly Part[]): Html {
  return new Html(literals.map((literal, index) => literal + shown(values[index])).join(""));
}

function shown(value: Part): string {
  if (value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeMarkup(String(value));
}
