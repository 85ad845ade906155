/** A payload as JSON; undefined when it is none. */
export function parseAnswer(payload: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(payload).toString("utf8")) as unknown;
  } catch {
    return undefined;
  }
}

/** The text and truth members of an answer; others are left out. */
export interface AnswerMembers {
  readonly outcome: string | undefined;
  readonly number: string | undefined;
  readonly code: string | undefined;
  readonly text: string | undefined;
  readonly found: boolean | undefined;
}

export function membersOf(answer: unknown): AnswerMembers {
  const members = (typeof answer === "object" && answer !== null ? answer : {}) as Readonly<Record<string, unknown>>;
  const textOf = (name: string): string | undefined => {
    const value = members[name];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const found = members["found"];
  return {
    outcome: textOf("outcome"),
    number: textOf("number"),
    code: textOf("code"),
    text: textOf("text"),
    found: typeof found === "boolean" ? found : undefined,
  };
}
