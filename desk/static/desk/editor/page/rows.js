/** Draw a list of rows that can be added, opened, moved and taken out in place, by mouse and by keyboard. */
import { button, el, freshId, say, sign } from "./dom.js";
import { makeField } from "./fields.js";
import { fresh, gist, LISTS, ONLY_WHERE } from "./layout.js";

export class Rows {
  #views = new Map();

  constructor(ed, path, spec, { level = 2, heading } = {}) {
    const name = path.at(-1);
    Object.assign(this, { ed, path, spec, level, name, layout: LISTS[name] });
    this.list = el("ol", { class: `rows-of of-${name}` });
    const { one } = this.layout;
    this.adder = button(`Add a ${one}`, () => this.add(), { class: "second small add" });
    this.element = el("div", { class: "rows-box", data: { path: path.join(".") } }, heading, this.list, this.adder);
    ed.lists.set(path.join("/"), this);
    ed.whenChanged(path, (changed) => changed.length <= path.length && this.sync());
    this.sync();
  }

  /** Add a row at the end and go into it. */
  add(row = fresh(this.ed, this.name)) {
    const made = this.ed.store.insert(this.path, row);
    this.ed.open([...this.path, made.id], { focus: true });
    return made;
  }

  /** Show the rows that the store holds, in its order; rows that stand keep their fields and focus. */
  sync() {
    const rows = this.ed.store.get(this.path) ?? [];
    const there = new Set(rows.map((row) => row.id));
    for (const [id, view] of this.#views) {
      if (there.has(id)) continue;
      view.element.remove();
      this.#views.delete(id);
    }
    rows.forEach((row, place) => {
      const view = this.#views.get(row.id) ?? this.#make(row.id);
      if (this.list.children[place] !== view.element) this.list.insertBefore(view.element, this.list.children[place] ?? null);
      view.head(place, rows.length);
    });
    this.list.hidden = !rows.length;
  }

  /** Give the view of a row. */
  view(id) {
    return this.#views.get(id);
  }

  #make(id) {
    const view = new Row(this, id);
    this.#views.set(id, view);
    return view;
  }

  /** Take a row out; it can be put back. */
  remove(id) {
    const rows = this.ed.store.get(this.path) ?? [];
    const place = rows.findIndex((row) => row.id === id);
    const row = rows[place];
    this.ed.store.remove([...this.path, id]);
    const next = rows[place] ?? rows[place - 1];
    (next ? this.#views.get(next.id)?.toggle : this.adder)?.focus();
    this.ed.putBack(`The ${this.layout.one} is taken out.`, () => {
      this.ed.store.insert(this.path, row, place);
      this.ed.open([...this.path, id], { focus: true });
    });
  }

  /** Bring a row one place up or down. */
  move(id, by) {
    const rows = this.ed.store.get(this.path);
    const to = rows.findIndex((row) => row.id === id) + by;
    if (to < 0 || to >= rows.length) return;
    this.ed.store.move([...this.path, id], to);
    this.#views.get(id).toggle.focus();
    say(`Moved to place ${to + 1} of ${rows.length}.`);
  }
}

class Row {
  constructor(rows, id) {
    const { ed, path } = rows;
    Object.assign(this, { rows, ed, id, path: [...path, id], drawn: false, open: false, fields: [] });
    this.body = el("div", { class: "row-body", id: freshId("row"), hidden: true });
    this.words = el("span", { class: "row-words" });
    this.flag = el("span", { class: "flag", hidden: true, text: " to be completed" });
    this.toggle = el("button", { type: "button", class: "row-toggle", "aria-expanded": "false", "aria-controls": this.body.id, on: { click: () => this.show(!this.open) } }, this.words, this.flag);
    const { one } = rows.layout;
    this.up = sign("↑", `Move this ${one} up`, () => rows.move(id, -1));
    this.down = sign("↓", `Move this ${one} down`, () => rows.move(id, 1));
    const tools = el("span", { class: "row-tools" }, this.up, this.down, sign("×", `Take this ${one} out`, () => rows.remove(id)));
    this.element = el("li", { class: "row-of", data: { row: this.path.join(".") } }, el("div", { class: "row-head" }, this.toggle, tools), this.body);
    this.element.addEventListener("focusin", (event) => {
      event.stopPropagation();
      ed.activate(this.path);
    });
    this.element.addEventListener("keydown", (event) => this.#key(event));
    ed.whenChanged(this.path, () => this.head());
  }

  /** Show what the row says in a line, and where it stands. */
  head(place = this.place, many = this.many) {
    Object.assign(this, { place, many });
    const row = this.ed.store.get(this.path);
    if (!row) return;
    const said = gist(this.rows.name, row, this.rows.spec.fields);
    this.words.textContent = `${place + 1}. ${said || `New ${this.rows.layout.one}`}`;
    this.up.disabled = place === 0;
    this.down.disabled = place + 1 === many;
    for (const each of this.fields) {
      const where = ONLY_WHERE[each.path.at(-1)];
      if (where) each.element.hidden = !where(row);
    }
  }

  /** Open or close the row. */
  show(open = true) {
    if (open && !this.drawn) this.#draw();
    this.open = open;
    this.body.hidden = !open;
    this.toggle.setAttribute("aria-expanded", String(open));
    if (open) this.head();
  }

  /** Give the first field that waits for something: empty and required, else the first. */
  first() {
    const row = this.ed.store.get(this.path) ?? {};
    const empty = (each) => ["official", "title", "text", "question", "country", "agreement"].includes(each.path.at(-1)) && !row[each.path.at(-1)];
    const field = this.fields.find(empty) ?? this.fields[0];
    return (field?.element ?? this.element).querySelector("input, select, textarea, button");
  }

  #draw() {
    this.drawn = true;
    const { fields } = this.rows.spec;
    const { first, last = [] } = this.rows.layout;
    const rest = Object.keys(fields).filter((name) => !first.includes(name) && !last.includes(name));
    const make = (name) => {
      const field = makeField(this.ed, [...this.path, name], fields[name]);
      this.fields.push(field);
      this.ed.register(field);
      return field.element;
    };
    const grid = el("div", { class: "row-fields" }, ...first.filter((name) => fields[name]).map(make));
    this.body.append(grid);
    if (rest.length) this.body.append(el("details", { class: "more" }, el("summary", { text: "More" }), el("div", { class: "row-fields" }, ...rest.map(make))));
    for (const name of last) {
      const heading = el(`h${this.rows.level + 1}`, { text: fields[name].label });
      this.body.append(new Rows(this.ed, [...this.path, name], fields[name], { level: this.rows.level + 1, heading }).element);
    }
  }

  #key(event) {
    const move = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (event.altKey && move) {
      event.preventDefault();
      event.stopPropagation();
      this.rows.move(this.id, move);
    } else if (event.ctrlKey && event.key === "Delete") {
      event.preventDefault();
      event.stopPropagation();
      this.rows.remove(this.id);
    }
  }
}
