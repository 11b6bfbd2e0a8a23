/** Fields that hold one record, or several, found while typing. */
import { Combobox } from "./combobox.js";
import { el, say, sign } from "./dom.js";

const GIVEN = { official: "Add a new person", agreement: "Add a new agreement", office: "Add a new office" };

/** Give what the store keeps of an answer: a reference. */
export const referenceOf = ({ id, key, name }) => (key === undefined ? { id, name } : { id, key, name });

function finder({ ed, spec, path }, label, pick) {
  const words = GIVEN[spec.type];
  return {
    find: (text) => ed.finding.find(spec.type, text, path),
    pick,
    add: words && ((text) => ed.add(spec.type, text, path, pick)),
    addWords: (text) => `${words}: «${text}»`,
    label,
    placeholder: `Find ${spec.type === "official" ? "a person" : spec.type.match(/^[aeiou]/) ? `an ${spec.type}` : `a ${spec.type}`}`,
  };
}

/** One record. What was typed and not chosen stays, and is said to be unknown. */
export function reference(known) {
  const { ed, path, spec, id } = known;
  const take = (found) => {
    ed.set(path, referenceOf(found));
    draw();
    box.input.focus();
    ed.picked(path, found);
  };
  const box = new Combobox({ id, ...finder(known, undefined, take) });
  const unknown = el("span", { class: "wrong", hidden: true, text: "Choose one from the list, or add it." });
  const draw = () => {
    const held = ed.store.get(path);
    box.input.value = held?.name ?? held?.key ?? "";
    unknown.hidden = true;
  };
  box.input.addEventListener("blur", () => {
    const typed = box.input.value.trim();
    const held = ed.store.get(path);
    if (!typed && held && spec.empty) ed.set(path, null);
    unknown.hidden = !typed || typed === (held?.name ?? held?.key);
  });
  return { element: el("div", { class: "with-words" }, box.element, unknown), draw };
}

/** Several records, each a chip that can be taken out. */
export function references(known) {
  const { ed, path, spec, id } = known;
  const held = () => ed.store.get(path) ?? [];
  const take = (found) => {
    if (!held().some((each) => each.id === found.id)) ed.set(path, [...held(), referenceOf(found)]);
    box.input.value = "";
    draw();
    box.input.focus();
  };
  const remove = (gone) => {
    ed.set(path, held().filter((each) => each.id !== gone.id));
    draw();
    box.input.focus();
    say(`${gone.name} is taken out.`);
  };
  const box = new Combobox({ id, ...finder(known, undefined, take) });
  const chips = el("ul", { class: "chips" });
  box.input.addEventListener("keydown", (event) => {
    if (event.key === "Backspace" && !box.input.value && held().length) remove(held().at(-1));
  });
  const draw = () => {
    chips.hidden = !held().length;
    chips.replaceChildren(...held().map((each) => el("li", { class: "chip" }, el("span", { text: each.name ?? each.key }), sign("×", `Take out ${each.name ?? each.key}`, () => remove(each)))));
  };
  return { element: el("div", { class: "several" }, chips, box.element), draw };
}
