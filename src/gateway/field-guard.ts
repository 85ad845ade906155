import {
  type Authorizer,
  forbiddenFields,
  maskFields,
  type Principal,
  refuseFields,
} from "../platform/security/public.js";

type Json = Readonly<Record<string, unknown>>;

/**
 * Field lists of the policy at one operation. For callers without a field list, which is nearly all of them, it does
 * nothing at all.
 */
export class FieldGuard {
  readonly #isRead: boolean;

  constructor(
    private readonly authorizer: Authorizer,
    private readonly permission: string,
  ) {
    this.#isRead = permission.endsWith(":read");
  }

  /** @throws InterlockError FORBIDDEN_FIELD naming each member that the caller may not send */
  checkBody(principal: Principal, plantCode: string | undefined, body: unknown): void {
    if (this.#isRead || body === undefined || !this.authorizer.hasFieldLists(principal, this.permission)) return;
    const permitted = this.authorizer.permittedFields(principal, this.permission, { plantCode });
    if (permitted !== undefined) refuseFields(this.permission, forbiddenFields(body, permitted));
  }

  /** The text of a representation with exactly the members the caller may see; of a page, in each of its items. */
  mask(principal: Principal, plantCode: string | undefined, text: string): string {
    if (!this.#isRead || !this.authorizer.hasFieldLists(principal, this.permission)) return text;
    const body = JSON.parse(text) as unknown;
    return JSON.stringify(
      isPage(body) ? this.#maskPage(principal, plantCode, body) : this.#one(principal, plantCode, body),
    );
  }

  #maskPage(principal: Principal, plantCode: string | undefined, page: Page): Page {
    return { ...page, items: page.items.map((item) => this.#one(principal, plantCode, item)) };
  }

  #one(principal: Principal, plantCode: string | undefined, item: unknown): unknown {
    const attributes = { plantCode: plantCode ?? plantOf(item), state: textOf(item, "state") };
    const permitted = this.authorizer.permittedFields(principal, this.permission, attributes);
    return permitted === undefined ? item : maskFields(item, permitted);
  }
}

interface Page {
  readonly items: readonly unknown[];
}

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isPage = (body: unknown): body is Page => isObject(body) && Array.isArray(body["items"]);

/** Representations name their plant themselves or in the document that was sent. */
function plantOf(item: unknown): string | undefined {
  return textOf(item, "plantCode") ?? (isObject(item) ? textOf(item["order"], "plantCode") : undefined);
}

function textOf(item: unknown, name: string): string | undefined {
  const value = isObject(item) ? item[name] : undefined;
  return typeof value === "string" ? value : undefined;
}
