/**
 * Draw the fields of a form, each bound to its path in the store.
 *
 * `ed` is the editor (editor.js): its store, its finding, its rows. A field is {element, draw()}: `draw` shows
 * what the store holds now.
 */
import { el } from "./dom.js";
import { offices } from "./offices.js";
import { passages } from "./passages.js";
import { reference, references } from "./references.js";

const MAKERS = {
  text, number, date, tick, ticks, choice, inside, passages, reference, references, "long text": longText,
};

/** Make the field of a path: label, control, help and what is wrong with it. */
export function makeField(ed, path, spec) {
  const id = `field-${path.join(".")}`;
  const known = { ed, path, spec, id, told: `${id}-told` };
  const group = ["ticks", "passages"].includes(spec.kind);
  const make = spec.kind === "references" && spec.type === "office" ? offices : MAKERS[spec.kind];
  const control = make(known);
  const label = group
    ? el("span", { class: "label", id: `${id}-label`, text: spec.label })
    : el("label", { for: id, id: `${id}-label`, text: spec.label });
  const wrong = el("p", { class: "wrong", id: `${id}-wrong`, hidden: true });
  const help = spec.help && el("p", { class: "help", id: known.told, text: spec.help });
  const element = el("div", { class: `field ${spec.kind.replace(" ", "-")} of-${path.at(-1)}`, data: { path: path.join(".") } }, label, control.element, help, wrong);
  const input = element.querySelector("input, select, textarea");
  const blame = (sentence) => {
    wrong.textContent = sentence ?? "";
    wrong.hidden = !sentence;
    element.classList.toggle("refused", Boolean(sentence));
    if (!input) return;
    input.toggleAttribute("aria-invalid", Boolean(sentence));
    if (sentence) input.setAttribute("aria-invalid", "true");
    const told = [help && help.id, sentence && wrong.id].filter(Boolean).join(" ");
    if (told) input.setAttribute("aria-describedby", told);
    else input.removeAttribute("aria-describedby");
  };
  control.draw();
  blame(null);
  return { element, draw: control.draw, blame, path };
}

function text({ ed, path, spec, id }) {
  const input = el("input", { type: "text", id, maxlength: spec.most, autocomplete: "off", on: { input: () => ed.set(path, input.value) } });
  return { element: input, draw: () => (input.value = ed.store.get(path) ?? "") };
}

function longText({ ed, path, id }) {
  const area = el("textarea", { id, rows: 2, on: { input: () => ed.set(path, area.value) } });
  return { element: area, draw: () => (area.value = ed.store.get(path) ?? "") };
}

function number({ ed, path, id }) {
  const read = () => (input.value.trim() === "" ? null : /^-?\d+$/.test(input.value.trim()) ? Number(input.value) : input.value.trim());
  const input = el("input", { type: "text", inputmode: "decimal", id, autocomplete: "off", on: { input: () => ed.set(path, read()) } });
  return { element: input, draw: () => (input.value = ed.store.get(path) ?? "") };
}

function date({ ed, path, id, spec }) {
  if (path.at(-1) === "start") spec.help ??= "2024, 2024-05 or 2024-05-17; XXXX-04-23 where the year is not stated; 2024~ about.";
  const input = el("input", { type: "text", id, autocomplete: "off", spellcheck: "false", on: { input: () => ed.set(path, input.value.trim() || null) } });
  const words = el("span", { class: "date-words" });
  const draw = () => {
    const value = ed.store.get(path);
    input.value = typeof value === "string" ? value : (value?.edtf ?? "");
    words.textContent = value?.text ?? "";
  };
  return { element: el("div", { class: "with-words" }, input, words), draw };
}

function tick({ ed, path, id }) {
  const box = el("input", { type: "checkbox", id, on: { change: () => ed.set(path, box.checked) } });
  return { element: box, draw: () => (box.checked = Boolean(ed.store.get(path))) };
}

function ticks({ ed, path, spec, id }) {
  const boxes = spec.choices.map(([value, label]) => {
    const box = el("input", { type: "checkbox", value, on: { change: () => ed.set(path, boxes.filter((each) => each.box.checked).map((each) => each.box.value)) } });
    return { box, line: el("label", {}, box, ` ${label}`), label };
  });
  const told = el("summary");
  const element = el("details", { class: "ticks", role: "group", "aria-labelledby": `${id}-label` }, told, el("div", { class: "ticks-all" }, ...boxes.map((each) => each.line)));
  const draw = () => {
    const held = ed.store.get(path) ?? [];
    for (const { box } of boxes) box.checked = held.includes(box.value);
    const chosen = boxes.filter(({ box }) => box.checked).map((each) => each.label);
    told.textContent = chosen.join(", ") || "any";
  };
  element.addEventListener("change", draw);
  return { element, draw };
}

function choice({ ed, path, spec, id }) {
  const options = spec.choices.map(([value, label]) => el("option", { value, text: label }));
  if (spec.empty) options.unshift(el("option", { value: "", text: "—" }));
  const select = el("select", { id, on: { change: () => ed.set(path, select.value) } }, ...options);
  const draw = () => {
    const value = ed.store.get(path) ?? "";
    if (![...select.options].some((each) => each.value === value)) select.prepend(el("option", { value, text: value || "choose" }));
    select.value = value;
  };
  return { element: select, draw };
}

/** Choose a row of another list of the form: the meeting in which something was said. */
function inside({ ed, path, spec, id }) {
  const select = el("select", { id, on: { change: () => ed.set(path, select.value || null) } });
  const draw = () => {
    const rows = ed.store.get([spec.list]) ?? [];
    const options = rows.map((row, place) => el("option", { value: row.id, text: row.title || `${place + 1}. meeting` }));
    select.replaceChildren(el("option", { value: "", text: "the event as a whole" }), ...options);
    select.value = ed.store.get(path) ?? "";
  };
  ed.whenChanged([spec.list], draw);
  return { element: select, draw };
}

