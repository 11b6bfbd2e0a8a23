/** Lay out the record: what is missing, the event itself, then its rows. */
import { button, el } from "./dom.js";
import { makeField } from "./fields.js";
import { ABOUT, LISTS, ONLY_WHERE, ORDER } from "./layout.js";
import { Rows } from "./rows.js";

const FIRST = ["title", "kind", "visit_kind", "occurrence", "start", "end", "place", "place_country", "summary", "sectors", "passages"];
const LAST = ["key", "lat", "lon", "sources"];

/** Draw the whole form into an element. */
export function drawForm(ed, element) {
  const field = (name) => {
    const made = makeField(ed, [name], ed.fields[name]);
    ed.register(made);
    const where = ONLY_WHERE[name];
    if (where) ed.whenChanged(["kind"], () => (made.element.hidden = !where(ed.store.doc)));
    return made.element;
  };
  const own = el("section", { class: "part event-itself", "aria-labelledby": "event-itself" },
    el("h2", { id: "event-itself", text: "The event" }),
    el("div", { class: "row-fields" }, ...FIRST.map(field)),
    new Rows(ed, ["sides"], ed.fields.sides, { heading: el("h3", { text: ed.fields.sides.label }) }).element,
    el("details", { class: "more" }, el("summary", { text: "Address, point and sources" }), el("div", { class: "row-fields" }, ...LAST.map(field))));
  own.addEventListener("focusin", ({ target }) => target.closest("[data-row]") || ed.activate([]));
  element.replaceChildren(checklist(ed), own, ...ORDER.map((name) => section(ed, name)));
}

function section(ed, name) {
  const count = el("span", { class: "count" });
  const heading = el("h2", { id: `part-${name}` }, `${ed.fields[name].label} `, count);
  const key = el("span", { class: "help" }, `${ABOUT[name]} In the story: `, el("kbd", { text: LISTS[name].key }));
  const rows = new Rows(ed, [name], ed.fields[name]);
  const tell = () => (count.textContent = String((ed.store.get([name]) ?? []).length));
  ed.whenChanged([name], tell);
  tell();
  return el("section", { class: "part", "aria-labelledby": `part-${name}` }, heading, key, rows.element);
}

/** What keeps the record from being shown, each sentence leading to its field. */
function checklist(ed) {
  const list = el("ul", { class: "checklist" });
  const box = el("details", { class: "part missing" }, el("summary"), list);
  const draw = () => {
    const problems = ed.store.doc.problems ?? [];
    const known = Boolean(ed.store.base);
    box.hidden = !known;
    box.querySelector("summary").textContent = problems.length ? `Not ready to be shown: ${problems.length} to do` : "Ready to be shown";
    list.replaceChildren(...problems.map(({ field, sentence }) => el("li", {}, button(sentence, () => ed.open(field.split("."), { focus: true }), { class: "plain" }))));
    if (!problems.length) list.append(el("li", { class: "good", text: "The record has all it needs." }));
  };
  ed.whenChanged(["problems"], draw);
  ed.whenChanged(["lock_version"], draw);
  draw();
  return box;
}
