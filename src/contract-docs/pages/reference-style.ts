/** What the pages look like around Swagger UI, and the pages of events altogether. Uses fonts of the reader's machine. */
export const REFERENCE_STYLE = `body { margin: 0; background: #fff; color: #1b1f24; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 1460px; margin: 0 auto; padding: 1rem 1.5rem 3rem; }
main > :not(#reference) :is(a, code, pre) { overflow-wrap: anywhere; }
main > :not(#reference) a { color: #0b4fa8; }
main > table, main > section table { border-collapse: collapse; width: 100%; }
main > :is(table, section) :is(th, td) { border-bottom: 1px solid #c9d1d9; padding: 0.4rem 0.75rem 0.4rem 0; }
main > :is(table, section) :is(th, td) { text-align: left; vertical-align: top; }
main time { white-space: nowrap; }
main > section dl > div { display: inline-block; margin: 0 2rem 0.5rem 0; }
main > section dt { color: #57606a; font-size: 0.875rem; }
main > section dd { margin: 0; }
main > section pre { background: #f4f6f8; max-height: 30rem; overflow: auto; padding: 0.75rem; }
.state-promoted { color: #116329; }
.state-deprecated { color: #8a4600; }
.state-ended { color: #a40e26; }
`;
