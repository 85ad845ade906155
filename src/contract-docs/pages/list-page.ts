import { documentAddress, pageAddress } from "../addresses.js";
import type { DescribedContract, DescribedSet } from "../served-contracts.js";
import { type Html, html } from "./html.js";
import { pageFrame } from "./page-frame.js";

const TITLE = "Contracts in force";

/** Every contract of the served set; those that ended are named with what to use instead. */
export function listPage({ seq, contracts }: DescribedSet): string {
  return pageFrame(
    TITLE,
    html`<h1>${TITLE}</h1>
      <p>What this gateway serves by promotion ${seq}. The pages are made from the promoted contracts themselves.</p>
      <table>
        <thead>
          <tr>
            <th scope="col">Contract</th>
            <th scope="col">Kind</th>
            <th scope="col">Version</th>
            <th scope="col">State</th>
            <th scope="col">Sunset</th>
            <th scope="col">Successor</th>
            <th scope="col">Document</th>
          </tr>
        </thead>
        <tbody>
          ${contracts.map(row)}
        </tbody>
      </table>`,
  );
}

function row(contract: DescribedContract): Html {
  const { line, version, state, sunsetAt, successor } = contract;
  const isReadable = state !== "ended";
  const name = `${contract.title} ${line.major}`;
  return html`<tr>
    <th scope="row">${isReadable ? html`<a href="${pageAddress(line)}">${name}</a>` : name}</th>
    <td>${line.kind === "openapi" ? "API (OpenAPI)" : "Events (AsyncAPI)"}</td>
    <td>${version}</td>
    <td><span class="state-${state}">${state}</span></td>
    <td>${sunsetAt === undefined ? "–" : html`<time>${sunsetAt}</time>`}</td>
    <td>${successor ?? "–"}</td>
    <td>
      ${isReadable ? html`<a href="${documentAddress(line)}">${line.name}/${line.major}/${line.kind}.json</a>` : "–"}
    </td>
  </tr> `;
}
