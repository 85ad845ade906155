import { TEMPLATE_NAMES, type TemplateValues } from "./template-values.js";

const VALUE = /\$\{pactbroker\.([A-Za-z]+)\}/g;

/** Names in a text, a list or an object that are no value of a webhook. */
export function unknownNames(template: unknown): readonly string[] {
  const text = typeof template === "string" ? template : JSON.stringify(template ?? null);
  const names = [...text.matchAll(VALUE)].map(([, name = ""]) => name);
  return [...new Set(names)].filter((name) => !TEMPLATE_NAMES.includes(name));
}

/** @param escape what makes a value harmless where it is put, such as encodeURIComponent in an address */
export function fillText(
  template: string,
  values: TemplateValues,
  escape: (value: string) => string = (value) => value,
): string {
  return template.replaceAll(VALUE, (whole, name: string) => (isKnown(name, values) ? escape(values[name]) : whole));
}

/** Fills the texts inside of objects and lists, so that no value can change their structure. */
export function fillTexts(template: unknown, values: TemplateValues): unknown {
  if (typeof template === "string") return fillText(template, values);
  if (Array.isArray(template)) return template.map((each) => fillTexts(each, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(Object.entries(template).map(([name, member]) => [name, fillTexts(member, values)]));
}

const isKnown = (name: string, values: TemplateValues): name is keyof TemplateValues => Object.hasOwn(values, name);
