/**
 * Hold the working form of one record: as the editor has it, and as the server acknowledged it.
 *
 * "change" {path, origin}: something stands differently; "server" and "merge" want that part drawn anew.
 * "errors" {errors: [{path, field, sentence}]}: what is held back now, and why.
 */
import { differences } from "./comparing.js";
import { copy, find, newId, shapeAt } from "./paths.js";

export { newId } from "./paths.js";

export class Store extends EventTarget {
  /** Begin with a form; `base` is null for a record that the server does not have yet. */
  constructor(shape, doc, base = null) {
    super();
    this.shape = shape;
    this.doc = doc;
    this.base = base;
    this.errors = [];
  }

  /** Give the value at a path, as the editor has it. */
  get(path) {
    return find(this.doc, path);
  }

  /** Set a field. */
  set(path, value) {
    const holder = find(this.doc, path.slice(0, -1));
    const key = path.at(-1);
    if (!holder || holder[key] === value) return;
    holder[key] = value;
    this.#tell(path, "editor");
  }

  /** Put a row into a list, at a place or last; gives the row, with its id. */
  insert(path, row = {}, at = Infinity) {
    const holder = find(this.doc, path.slice(0, -1));
    const rows = (holder[path.at(-1)] ??= []);
    const made = { ...row, id: row.id ?? newId() };
    for (const name of Object.keys(shapeAt(this.shape, [...path, made.id])?.rows ?? {})) made[name] ??= [];
    rows.splice(Math.min(at, rows.length), 0, made);
    this.#tell(path, "editor");
    return made;
  }

  /** Take a row out of its list. */
  remove(path) {
    const rows = find(this.doc, path.slice(0, -1));
    const place = rows?.findIndex((row) => row.id === path.at(-1)) ?? -1;
    if (place < 0) return;
    rows.splice(place, 1);
    this.#tell(path.slice(0, -1), "editor");
  }

  /** Bring a row to another place in its list. */
  move(path, to) {
    const rows = find(this.doc, path.slice(0, -1));
    const place = rows?.findIndex((row) => row.id === path.at(-1)) ?? -1;
    if (place < 0 || place === to) return;
    const [row] = rows.splice(place, 1);
    rows.splice(Math.max(0, Math.min(to, rows.length)), 0, row);
    this.#tell(path.slice(0, -1), "editor");
  }

  /** Take over a form from elsewhere; tells of each part that reads differently now. Gives their paths. */
  replace(doc, origin) {
    const changed = differences(this.shape, this.doc, doc);
    this.doc = doc;
    for (const path of changed) this.#tell(path, origin);
    return changed;
  }

  /** Take what the server has acknowledged, beside what the editor has. */
  acknowledge(base) {
    this.base = copy(base);
  }

  /** Say what is held back, and why. */
  blame(errors) {
    if (JSON.stringify(errors) === JSON.stringify(this.errors)) return;
    this.errors = errors;
    this.dispatchEvent(new CustomEvent("errors", { detail: { errors } }));
  }

  #tell(path, origin) {
    this.dispatchEvent(new CustomEvent("change", { detail: { path, origin } }));
  }
}
