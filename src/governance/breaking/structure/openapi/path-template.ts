/** Names between braces, in the order they stand in the template (OpenAPI 3.1 §4.8.8.2). */
export function templateVariables(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
}

/** The template without its variables' names: callers fill them in by position, so a renamed one is no change. */
export function templateShape(template: string): string {
  return template.replaceAll(/\{[^{}]*\}/g, "{}");
}
