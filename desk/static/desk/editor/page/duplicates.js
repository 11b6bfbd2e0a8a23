/** Show what the event may be told as already: the same countries, overlapping dates, shared people. */
import { calm, el } from "./dom.js";

const AFTER = 800; // ms after a change

/** Draw likely duplicates of the event into an element, anew whenever countries, dates or people change. */
export function showDuplicates(ed, element) {
  let last = "";
  const look = calm(async () => {
    const asked = question(ed);
    if (!asked || asked === last) return;
    last = asked;
    const found = await ed.api.send("GET", `duplicates/?${asked}`).catch(() => ({ ok: false }));
    const likely = found.ok ? found.body.results : [];
    element.hidden = !likely.length;
    const lines = likely.map((each) => el("li", {}, el("a", { href: `/desk/events/${each.id}/`, target: "_blank", rel: "noopener", text: each.name }), el("span", { class: "help", text: ` ${each.because}` })));
    element.replaceChildren(el("p", {}, el("strong", { text: "This event may be here already:" })), el("ul", {}, ...lines));
  }, AFTER);
  ed.addEventListener("changed", look);
  look();
}

function question(ed) {
  const codes = (ed.store.get(["sides"]) ?? []).map((each) => each.country?.key).filter(Boolean).sort();
  if (codes.length < 2) return "";
  const asked = new URLSearchParams({ type: "event", pair: `${codes[0]}-${codes[1]}` });
  for (const name of ["start", "end"]) {
    const day = ed.store.get([name]);
    const text = typeof day === "string" ? day : day?.edtf;
    if (text) asked.set(name, text);
  }
  const people = [...(ed.store.get(["participations"]) ?? []), ...(ed.store.get(["meetings"]) ?? []).flatMap((each) => each.participations ?? [])];
  for (const id of new Set(people.map((each) => each.official?.id).filter(Boolean))) asked.append("official", id);
  if (ed.store.doc.id) asked.set("except", ed.store.doc.id);
  return asked.toString();
}
