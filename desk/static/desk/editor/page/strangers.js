/** Add the people a story introduces in one go: official, office and tenure of each, as far as the story tells. */
import { Combobox } from "./combobox.js";
import { button, calm, el, freshId } from "./dom.js";
import { referenceOf } from "./references.js";

const VISITS = /\bvisit/i;

/** Give the form with a line for each; what it says is what is added. */
export function strangersForm(people, strangers) {
  const lines = strangers.map((each) => new Line(people, each));
  const wrong = el("p", { class: "wrong", role: "alert", hidden: true });
  const act = button("", () => addAll(people, lines, wrong, act));
  const tell = () => {
    const many = lines.filter((each) => each.chosen.checked).length;
    act.textContent = many === 1 ? "Add 1 person" : `Add ${many} people`;
    act.disabled = !many;
  };
  tell();
  const form = el("div", { class: "strangers", role: "group", "aria-label": "New people in this story" }, el("h3", { text: "New people in this story" }), ...lines.map((each) => each.element), wrong, act);
  form.addEventListener("change", tell);
  return form;
}

class Line {
  constructor(people, told) {
    const { ed } = people;
    Object.assign(this, { people, told, country: told.country, same: null });
    const text = (label, value, name) => {
      const input = el("input", { type: "text", id: freshId(name), value, autocomplete: "off" });
      return { input, element: el("div", { class: `field ${name}` }, el("label", { for: input.id, text: label }), input) };
    };
    const id = freshId("stranger");
    this.chosen = el("input", { type: "checkbox", id });
    this.chosen.checked = true;
    this.name = text("Name", told.name, "stranger-name");
    this.rank = text("Rank", told.rank, "stranger-rank");
    this.offices = told.offices.map((each) => ({ ...each, ...text("Office", each.title, "stranger-office") }));
    const nation = freshId("nation");
    this.land = new Combobox({
      id: nation, placeholder: "Find a country", find: (typed) => ed.finding.find("country", typed),
      pick: (found) => {
        this.country = referenceOf(found);
        this.land.input.value = found.name;
      },
    });
    this.land.input.value = told.country?.name ?? "";
    this.role = el("select", { id: freshId("role") }, el("option", { value: "", text: "—" }), ...ed.fields.participations.fields.role.choices.map(([value, label]) => el("option", { value, text: label })));
    const guess = () => {
      if (!this.decided) this.role.value = this.#visits() ? "visitor" : "";
    };
    this.role.addEventListener("change", () => (this.decided = true));
    ed.whenChanged(["sides"], guess);
    guess();
    this.likely = el("p", { class: "likely", hidden: true });
    const asked = calm(() => this.#look(), 300);
    this.name.input.addEventListener("input", asked);
    this.element = el("fieldset", { class: "stranger" },
      el("legend", {}, this.chosen, el("label", { for: id, text: ` ${told.name}` })),
      el("div", { class: "row-fields" }, this.name.element, this.rank.element, ...this.offices.map((each) => each.element),
        el("div", { class: "field" }, el("label", { for: nation, text: "Country" }), this.land.element),
        el("div", { class: "field" }, el("label", { for: this.role.id, text: "In the event as" }), this.role)), this.likely);
    this.#look();
  }

  /** Whether the story speaks of a visit where it names this person, and they are of the visiting side. */
  #visits() {
    const sentence = this.people.story.sentences.find((each) => each.start === this.told.start);
    const words = sentence ? this.people.story.wordsOf({ source: this.people.story.reading.source.id, ...sentence }) : "";
    const { ed } = this.people;
    const side = ed.sideOf(this.told.country);
    return ed.store.get(["kind"]) === "visit" && VISITS.test(words) && side === "visitor";
  }

  async #look() {
    const asked = new URLSearchParams({ type: "official", name: this.name.input.value, country: this.country?.key ?? "" });
    const found = await this.people.api.send("GET", `duplicates/?${asked}`).catch(() => ({ ok: false }));
    const likely = found.ok ? found.body.results : [];
    this.likely.hidden = !likely.length;
    this.likely.replaceChildren("May be here already: ", ...likely.map((each) => button(`${each.name} (${each.because})`, () => this.#use(each), { class: "plain" })));
  }

  #use(found) {
    this.same = found;
    this.chosen.checked = false;
    this.chosen.dispatchEvent(new Event("change", { bubbles: true }));
    this.likely.replaceChildren(`${found.name} is used; nobody new is added.`);
  }

  /** Give the record to make: who it is, and where the story shows them. */
  body() {
    const { told, people } = this;
    const cut = { source: people.story.reading.source.id, start: told.start, end: told.end };
    const day = people.ed.finding.dayOf() || null;
    const seen = { first_seen: day, last_seen: day };
    const rank = this.rank.input.value.trim();
    const offices = this.offices.filter((each) => each.input.value.trim());
    return {
      display_name: this.name.input.value.trim(),
      nationality: this.country,
      ranks: rank ? [{ title: rank, ...seen }] : [],
      tenures: offices.map((each) => ({
        office: { title: each.input.value.trim(), country: this.country, level: each.level, branch: each.branch },
        ...seen, passages: [cut],
      })),
    };
  }

  /** Let them take part in the event as chosen. */
  takePart(made) {
    if (!this.role.value) return;
    const { ed, story } = this.people;
    const side = ed.sideOf(this.country) ?? "party";
    const { start, end } = this.told;
    ed.store.insert(["participations"], {
      official: { id: made.id, key: made.key, name: made.display_name }, country: this.country, side, role: this.role.value,
      presence: "present", confidence: "high", rank: this.rank.input.value.trim(), offices: made.tenures.map((each) => each.office),
      passages: [{ source: story.reading.source.id, start, end }],
    });
  }
}

async function addAll(people, lines, wrong, act) {
  act.disabled = true;
  const said = [];
  for (const line of lines.filter((each) => each.chosen.checked)) {
    const answer = await people.api.send("POST", "officials/", { body: line.body() }).catch(() => ({ ok: false, body: { detail: "the server does not answer; try again." } }));
    if (answer.ok) {
      line.chosen.checked = false;
      line.takePart(answer.body);
    } else said.push(`${line.name.input.value}: ${answer.body.detail}`);
  }
  act.disabled = false;
  wrong.hidden = !said.length;
  wrong.textContent = said.join(" ");
  people.ed.finding.learned();
  if (said.length) return;
  await people.sources.again();
  people.story.enter();
}
