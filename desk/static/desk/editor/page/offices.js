/** The offices somebody acted in: those they are known to have held, each a tick, those of the date first. */
import { el } from "./dom.js";
import { referenceOf, references } from "./references.js";

/** Offer the offices of the row's person as ticks; any other office is found while typing. */
export function offices(known) {
  const { ed, path } = known;
  const person = [...path.slice(0, -1), "official"];
  const several = references(known);
  const ticks = el("div", { class: "office-ticks" });
  const held = () => ed.store.get(path) ?? [];
  const tick = (office, chosen) => {
    ed.set(path, chosen ? [...held(), referenceOf(office)] : held().filter((each) => each.id !== office.id));
    draw();
  };
  const line = (office) => {
    const box = el("input", { type: "checkbox", on: { change: () => tick(office, box.checked) } });
    box.checked = held().some((each) => each.id === office.id);
    return el("label", {}, box, ` ${office.name}`, office.on_date === false && el("span", { class: "detail", text: " not on this date" }));
  };
  let asked = 0;
  const draw = async () => {
    several.draw();
    const official = ed.store.get(person);
    const number = (asked += 1);
    const offered = official ? await ed.finding.officesOf(official, path) : [];
    if (number === asked) ticks.replaceChildren(...offered.map(line));
  };
  ed.whenChanged(person, draw);
  return { element: el("div", { class: "offices" }, ticks, several.element), draw };
}
