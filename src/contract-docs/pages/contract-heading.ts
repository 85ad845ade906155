import { DOCS_PATH, documentAddress } from "../addresses.js";
import type { DescribedContract } from "../served-contracts.js";
import { type Html, html } from "./html.js";

/** What a reader must know before the contract itself: whether it is in force and until when. */
export function contractHeading(contract: DescribedContract): Html {
  const { line, title, version, digest, state } = contract;
  return html`<p><a href="${DOCS_PATH}">All contracts</a></p>
    <h1>${title} ${line.major}</h1>
    <p>
      Version ${version}, <strong class="state-${state}">${state}</strong>${endOf(contract)}.
      <a href="${documentAddress(line)}">The document as JSON</a>. Digest <code>${digest}</code>.
    </p>`;
}

function endOf({ sunsetAt, successor }: DescribedContract): Html {
  return html`${sunsetAt === undefined ? undefined : html`, answers until <time>${sunsetAt}</time>`}${
    successor === undefined ? undefined : html`, succeeded by <code>${successor}</code>`
  }`;
}
