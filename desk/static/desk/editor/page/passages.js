/** The passages a field or row was read in: each leads to its place in the story, and can be taken out. */
import { button, el, sign } from "./dom.js";

const SHOWN = 60; // characters of a quote

/** Draw them as chips, with a button to cite more. */
export function passages({ ed, path, id }) {
  const chips = el("ul", { class: "chips quotes" });
  const row = path.slice(0, -1);
  const cite = button("Cite passages", () => ed.citing(row.length ? row : path.slice(0, 0)), { class: "second small", "aria-pressed": "false", data: { cite: row.join(".") } });
  const element = el("div", { class: "several", role: "group", "aria-labelledby": `${id}-label` }, chips, cite);
  const draw = () => {
    const held = ed.store.get(path) ?? [];
    chips.hidden = !held.length;
    chips.replaceChildren(...held.map((each) => chip(ed, row, each)));
    cite.setAttribute("aria-pressed", String(ed.isCiting(row)));
  };
  ed.whenCiting(draw);
  return { element, draw };
}

function chip(ed, row, cut) {
  const words = ed.quote(cut);
  const short = words.length > SHOWN ? `${words.slice(0, SHOWN - 1)}…` : words;
  const go = button(`«${short}»`, () => ed.story.show(cut), { class: "plain quote", title: "Show it in the story" });
  return el("li", { class: "chip" }, go, sign("×", `No longer cite «${short}»`, () => ed.cite(row, cut, false)));
}
