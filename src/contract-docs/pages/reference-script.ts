/**
 * Starts Swagger UI on the page's own document. The pages are for reading: no request is sent from them (they ask
 * for no token), no address in the query names another document, and no foreign validator is asked. Swagger UI warns of a
 * stated dialect unless it is that of OpenAPI itself, which is JSON Schema 2020-12 with more annotations; a contract that
 * states 2020-12 is drawn without the statement, and is served with it.
 */
export const REFERENCE_SCRIPT = `"use strict";
const place = document.getElementById("reference");
const nothing = () => () => null;
const readOnly = () => ({ wrapComponents: { authorizeBtn: nothing, authorizeOperationBtn: nothing } });

function draw(contract) {
  const { jsonSchemaDialect, ...rest } = contract;
  const isPlain = jsonSchemaDialect === "https://json-schema.org/draft/2020-12/schema";
  SwaggerUIBundle({
    domNode: place,
    spec: isPlain ? rest : contract,
    deepLinking: true,
    queryConfigEnabled: false,
    supportedSubmitMethods: [],
    plugins: [readOnly],
    validatorUrl: null,
  });
}

async function start() {
  const answer = await fetch(place.dataset.document);
  if (!answer.ok) throw new Error("the gateway answered " + answer.status);
  draw(await answer.json());
}

start().catch((error) => {
  place.textContent = "The contract cannot be shown: " + error.message + ". Load the page again.";
});
`;
