/** Offer what the story says of the event itself: its day, its place, its countries, whoever wants them. */
import { button, el } from "./dom.js";

/** Draw the offers into an element, as long as there is something to take over. */
export function showFound(ed, story, element) {
  const draw = () => {
    const { reading } = story;
    const offers = reading ? [...day(ed, reading), ...place(ed, reading), ...countries(ed, reading), ...free(ed, reading)] : [];
    const told = offers.map((each) => each.textContent).join();
    element.hidden = !offers.length;
    if (told === element.dataset.told) return;
    element.dataset.told = told;
    element.replaceChildren(el("h2", { text: "Found in the story" }), el("div", { class: "offers" }, ...offers));
  };
  story.addEventListener("span", draw);
  ed.addEventListener("changed", draw);
  draw();
}

function day(ed, { when }) {
  if (!when || ed.store.get(["start"])) return [];
  return [button(`«${when.text}»: ${when.edtf}`, () => ed.put(["start"], when.edtf), { class: "second small" })];
}

function place(ed, { where }) {
  if (!where || ed.store.get(["place"])) return [];
  const take = () => {
    ed.put(["place"], where.text);
    const host = ed.countryOf("host");
    if (host && !ed.store.get(["place_country"])) ed.put(["place_country"], host);
  };
  return [button(`Place: ${where.text}`, take, { class: "second small" })];
}

function countries(ed, { sentences }) {
  const there = new Set((ed.store.get(["sides"]) ?? []).map((each) => each.country?.id));
  const named = sentences.flatMap((each) => each.mentions).filter((each) => each.type === "country" && !there.has(each.id));
  const sides = ed.store.get(["kind"]) === "visit" ? ["host", "visitor"] : ["party"];
  return [...new Map(named.map((each) => [each.id, each])).values()].slice(0, 6).map((each) =>
    el("span", { class: "offer" }, `${each.name}: `, ...sides.map((side) => button(side, () => take(ed, each, side), { class: "second small", "aria-label": `${each.name} as ${side}` }))));
}

function take(ed, { id, key, name }, side) {
  ed.store.insert(["sides"], { country: { id, key, name }, side });
  if (side === "host" && ed.store.get(["place"]) && !ed.store.get(["place_country"])) ed.put(["place_country"], { id, key, name });
}

/** Pieces that look free of facts: picture credits and section marks. */
function free(ed, { source, sentences, points }) {
  const likely = sentences.filter((each) => !each.record_free && (each.voice === "caption" || /^[^.!?]{1,60}:$/.test(points.slice(each.start, each.end))));
  const used = new Set(ed.citations().filter(({ cut }) => cut.source === source.id).map(({ cut }) => cut.start));
  const open = likely.filter((each) => !used.has(each.start));
  if (!open.length) return [];
  const mark = async () => {
    for (const each of open) await ed.people.sources.markFree({ source: source.id, start: each.start, end: each.end }, true);
  };
  return [button(`Mark as free of facts: ${open.map((each) => each.number).join(", ")}`, mark, { class: "second small" })];
}
