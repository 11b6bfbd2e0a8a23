// The smallest page on the editor's data: one text field for each text of the form, drawn anew where told.
import { Api } from "/static/desk/editor/api.js";
import { sameForm } from "/static/desk/editor/comparing.js";
import { openRecord } from "/static/desk/editor/document.js";
import { showNotes, showOthers, showState } from "/static/desk/editor/showing.js";

const TEXTS = new Set(["title", "summary", "place", "venue", "note", "text", "question", "rank"]);
const settings = JSON.parse(document.getElementById("settings").textContent);
const at = (id) => document.getElementById(id);
const fields = at("fields");

const api = new Api();
const editor = await openRecord({ ...settings, api, panel: at("conflicts") });
const { store, saver, presence, keeping } = editor;

function draw(form = store.doc, shape = store.shape, path = []) {
  const made = [];
  for (const [key, value] of Object.entries(form)) {
    const here = [...path, key];
    const rows = shape.rows?.[key];
    if (rows) made.push(...(value ?? []).flatMap((row) => draw(row, rows, [...here, row.id])));
    else if (TEXTS.has(key) && typeof value === "string") made.push(field(here, value));
  }
  return made;
}

function field(path, value) {
  const input = document.createElement("input");
  input.dataset.path = path.join(".");
  input.setAttribute("aria-label", input.dataset.path);
  input.value = value;
  input.addEventListener("input", () => store.set(path, input.value));
  return input;
}

function redraw({ detail: { path, origin } }) {
  if (origin === "editor" && !store.shape.rows?.[path.at(-1)]) return;
  const there = document.querySelector(`[data-path="${path.join(".")}"]`);
  if (there) there.value = store.get(path);
  else fields.replaceChildren(...draw());
}

store.addEventListener("change", redraw);
fields.replaceChildren(...draw());
showState(saver, at("state"), { login: settings.login });
showOthers(presence, at("others"));
showNotes(editor, at("notes"));

window.states = [saver.state];
saver.addEventListener("state", ({ detail }) => window.states.push(detail));
window.editor = { api, ...editor, keeping };
window.honest = () => !saver.settled || sameForm(store.shape, store.doc, store.base); // «saved» is said of all of it
window.find = (path) => store.get(path);
