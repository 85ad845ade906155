/** Colours keep a contrast of at least 4.5 : 1 on both grounds (WCAG 2.2, 1.4.3). */
export const HTML_STYLE = `
:root{color-scheme:light dark;--ground:#fff;--card:#f6f7f9;--text:#1b1f24;--dim:#4d5661;--line:#cdd3da;--bad:#b3121d;--doubt:#6b2fa8;--warn:#7a4b00;--good:#0b6b33;--mark:#ffe9a8}
@media(prefers-color-scheme:dark){:root{--ground:#14181d;--card:#1d232a;--text:#e8ebee;--dim:#aab4bf;--line:#3a434d;--bad:#ff8f94;--doubt:#cfa8ff;--warn:#f2c14e;--good:#6fdc95;--mark:#4b3d0f}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:76rem;padding:1.5rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
h1{font-size:1.5rem;margin:0 0 .5rem}h2{font-size:1.05rem;margin:0;overflow-wrap:anywhere}
code,pre{font:13px/1.5 ui-monospace,monospace}
pre{margin:0;overflow-x:auto;padding:.6rem;border:1px solid var(--line);border-radius:4px;background:var(--ground)}
.verdict{font-size:1.15rem;font-weight:600}.bad{color:var(--bad)}.doubt{color:var(--doubt)}.warn{color:var(--warn)}.good{color:var(--good)}.dim{color:var(--dim)}
form{display:flex;flex-wrap:wrap;gap:1rem;align-items:end;margin:1rem 0;padding:.75rem;border:1px solid var(--line);border-radius:6px}
label{display:grid;gap:.2rem;font-size:.9rem}
input,select{font:inherit;padding:.35rem .5rem;min-height:2.2rem;border:1px solid var(--dim);border-radius:4px;background:var(--ground);color:var(--text)}
:focus-visible{outline:3px solid var(--doubt);outline-offset:2px}
article{margin:0 0 1rem;padding:1rem;background:var(--card);border:1px solid var(--line);border-left:5px solid var(--dim);border-radius:6px}
article.bad-edge{border-left-color:var(--bad)}article.doubt-edge{border-left-color:var(--doubt)}article.warn-edge{border-left-color:var(--warn)}
article[hidden]{display:none}
dl{display:grid;grid-template-columns:7rem 1fr;gap:.25rem 1rem;margin:.75rem 0}dt{color:var(--dim)}dd{margin:0;overflow-wrap:anywhere}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem}
figure{margin:0;min-width:0}figcaption{font-size:.85rem;color:var(--dim);overflow-wrap:anywhere}
mark{display:inline-block;min-width:100%;background:var(--mark);color:inherit}
details{margin-top:.75rem}summary{cursor:pointer}
table{border-collapse:collapse;width:100%;margin-top:.5rem}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid var(--line);overflow-wrap:anywhere;vertical-align:top}
@media(max-width:40rem){dl{grid-template-columns:1fr}dt{margin-top:.4rem}body{padding:1rem}}
@media print{form{display:none}}
`;

/** Filters by words and by weight; without scripts every entry is shown. */
export const HTML_SCRIPT = `
const text=document.getElementById("text"),label=document.getElementById("label"),shown=document.getElementById("shown");
const all=[...document.querySelectorAll("article")];
function filter(){
const words=text.value.toLowerCase().split(" ").filter(Boolean);let count=0;
for(const one of all){const content=one.textContent.toLowerCase();
one.hidden=(label.value!==""&&one.dataset.label!==label.value)||!words.every(word=>content.includes(word));
if(!one.hidden)count++;}
shown.textContent=count+" of "+all.length+" shown";}
text.addEventListener("input",filter);label.addEventListener("change",filter);
document.querySelector("form").addEventListener("submit",event=>event.preventDefault());
filter();
`;
