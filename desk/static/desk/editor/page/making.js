/** Make rows of what is in hand: each begins with what the sentence tells, for the editor to confirm. */
import { fresh } from "./layout.js";
import { say } from "./dom.js";

const NUMBERS = { two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fifteen: 15, twenty: 20, thirty: 30 };
const YEARS = /\b(\d{1,2}|[a-z]+)[- ]years?\b|\b(decade)\b/i;
const NOBODY = new Set(["headline", "subhead", "caption", "recap"]); // voices that report no single meeting

export class Making {
  #generated = new Map();

  constructor(ed, story) {
    Object.assign(this, { ed, story });
    ed.addEventListener("answer", ({ detail: { row } }) => this.#answer(row, story.span));
    ed.addEventListener("changed", ({ detail: { path } }) => this.#follow(path));
  }

  #cut() {
    const { source, start, end, exact } = this.story.span;
    return { source, start, end, exact };
  }

  #insert(list, row, path = [list]) {
    const made = this.ed.store.insert(path, { ...fresh(this.ed, list), ...row });
    this.ed.open([...path, made.id], { focus: true });
    this.story.release();
    return made;
  }

  /** Make a statement: its act, speaker and sectors as the sentence suggests. */
  statement() {
    const { sentence } = this.story.span;
    const { hints } = sentence;
    const act = hints.act ?? "discussed";
    const modality = hints.modality ?? (act === "discussed" ? "asserted" : "reported_speech");
    const row = {
      act, modality, voice: sentence.voice, sectors: this.#sectorsLeft(hints.sectors ?? []), passages: [this.#cut()],
      meeting: NOBODY.has(sentence.voice) || modality === "evaluated" ? null : this.#meetingBefore(sentence),
      ...this.#speaking(hints, act, sentence),
    };
    const made = this.#insert("statements", row);
    this.#write(made.id);
    document.activeElement?.select?.();
  }

  /** Leave out the sectors that another statement has taken from this passage. */
  #sectorsLeft(sectors) {
    const { span } = this.story;
    const rows = (this.ed.store.get(["statements"]) ?? []).filter((row) => row.passages?.some((each) => each.source === span.source && each.start === span.start));
    const taken = new Set(rows.flatMap((row) => row.sectors ?? []).map((each) => each.id));
    return sectors.filter((each) => !taken.has(each.id));
  }

  #speaking(hints, act, sentence) {
    const told = { speaker: null, speaker_countries: [], on_behalf_of: null };
    const last = (this.ed.store.get(["statements"]) ?? []).at(-1);
    if (hints.carried && last) Object.assign(told, { speaker: last.speaker, speaker_countries: last.speaker_countries ?? [], meeting: last.meeting });
    if (hints.both) told.speaker_countries = this.#two();
    if (hints.speaker) told.speaker = hints.speaker;
    if (hints.speaker_countries && !hints.speaker) told.speaker_countries = hints.speaker_countries;
    if (act === "conveyed_greetings") {
      const other = sentence.mentions.find((each) => each.type === "official" && each.id !== told.speaker?.id);
      if (other) told.on_behalf_of = { id: other.id, key: other.key, name: other.name };
    }
    return told;
  }

  #two() {
    const sides = (this.ed.store.get(["sides"]) ?? []).filter((each) => each.country && each.side !== "third_party");
    return sides.map((each) => each.country);
  }

  #meetingBefore(sentence) {
    const rows = this.ed.store.get(["meetings"]) ?? [];
    const first = (row) => Math.min(...(row.passages ?? []).filter((each) => each.source === this.story.reading.source.id).map((each) => each.start));
    const before = rows.filter((row) => first(row) <= sentence.start).sort((one, other) => first(one) - first(other));
    return before.at(-1)?.id ?? null;
  }

  /** Keep the words of a statement in step with its fields, until somebody writes them. */
  #follow(path) {
    if (path[0] !== "statements" || path.length !== 3 || path[2] === "text" || !this.#generated.has(path[1])) return;
    this.#write(path[1]);
  }

  #write(id) {
    const row = this.ed.store.get(["statements", id]);
    const known = this.#generated.get(id);
    if (!row || (known !== undefined && row.text !== known) || (known === undefined && row.text)) return;
    const words = wordsOf(row, this.ed.fields.statements.fields);
    this.#generated.set(id, words);
    this.ed.put(["statements", id, "text"], words);
  }

  /** Make a meeting with those whom the sentence names; what shows it also shows the event. */
  async meeting() {
    const { sentence } = this.story.span;
    const cut = this.#cut();
    const kind = sentence.hints.meeting_kind ?? "unspecified";
    const named = unique(sentence.mentions.filter((each) => each.type === "official"));
    const made = this.#insert("meetings", { kind, passages: [cut] });
    const shown = this.ed.store.get(["passages"]) ?? [];
    if (!this.ed.cites([], cut)) this.ed.put(["passages"], [...shown, cut]);
    for (const each of named) {
      const found = await this.#known(each, ["meetings", made.id]);
      this.ed.store.insert(["meetings", made.id, "participations"], { ...fresh(this.ed, "participations"), ...this.ed.taking(found, kind), passages: [cut] });
    }
  }

  /** Make somebody take part in the event as a whole: the visitor whom the sentence names. */
  async person() {
    const cut = this.#cut();
    const named = unique(this.story.span.sentence.mentions.filter((each) => each.type === "official"));
    const found = await Promise.all(named.map((each) => this.#known(each, [])));
    const there = new Set((this.ed.store.get(["participations"]) ?? []).map((each) => each.official?.id));
    const apt = found.filter((each) => !there.has(each.id)).sort((one, other) => this.#rankOf(one) - this.#rankOf(other))[0];
    this.#insert("participations", { ...(apt ? this.ed.taking(apt) : {}), passages: [cut] });
  }

  #rankOf = (found) => (this.ed.sideOf(found.country) === "visitor" ? 0 : 1);

  async #known(mention, path) {
    const { results } = await this.ed.finding.find("official", mention.name, path).catch(() => ({ results: [] }));
    return results.find((each) => each.id === mention.id) ?? { ...mention, offices: [] };
  }

  /** Make a step of an agreement: of the one that was spoken of last. */
  step() {
    const { sentence } = this.story.span;
    const last = (this.ed.store.get(["agreement_steps"]) ?? []).at(-1);
    const party = sentence.mentions.find((each) => each.type === "country");
    this.#insert("agreement_steps", {
      agreement: last?.agreement ?? null,
      party: last?.party ?? (party ? { id: party.id, key: party.key, name: party.name } : null),
      date: sentence.voice === "body" ? dateText(this.ed.store.get(["start"])) : null,
      passages: [this.#cut()],
    });
  }

  /** Make a claim of a first. */
  claim() {
    const found = this.story.span.exact.match(YEARS);
    const years = found?.[2] ? 10 : found ? (NUMBERS[found[1].toLowerCase()] ?? (Number(found[1]) || null)) : null;
    this.#insert("precedences", { window_years: years, passages: [this.#cut()] });
  }

  /** Make a question with this passage as its first answer. */
  question() {
    const { span } = this.story;
    const about = this.#agreementOf(span);
    const made = this.ed.store.insert(["disputes"], { ...fresh(this.ed, "disputes"), agreement: about });
    this.#answer(["disputes", made.id], span);
    this.ed.open(["disputes", made.id], { focus: true });
  }

  #agreementOf(span) {
    const steps = this.ed.store.get(["agreement_steps"]) ?? [];
    return steps.find((row) => row.passages?.some((each) => each.source === span.source && each.start === span.start))?.agreement ?? null;
  }

  /** Make one more answer to the question that is worked on, else to the last one. */
  answer() {
    const { active, store } = this.ed;
    const last = (store.get(["disputes"]) ?? []).at(-1);
    if (active[0] === "disputes") this.#answer(active.slice(0, 2), this.story.span);
    else if (last) this.#answer(["disputes", last.id], this.story.span);
    else this.question();
  }

  #answer(row, { source, start, end, exact, sentence }) {
    const path = [...row, "positions"];
    this.#insert("positions", { voice: sentence.voice, passages: [{ source, start, end, exact }] }, path);
  }

  /** Mark the sentence as free of facts, or no longer. */
  async free() {
    const { span } = this.story;
    const told = await this.ed.people.sources.markFree(span, !span.sentence.record_free);
    say(told);
  }
}

/** Write what a statement says by its fields alone: who, the act, the sectors. */
export function wordsOf(row, fields) {
  const act = fields.act.choices.find(([value]) => value === row.act)?.[1] ?? row.act;
  const who = row.speaker?.name ?? (row.speaker_countries ?? []).map((each) => each.name ?? each.key).join(" and ");
  const topics = listed((row.sectors ?? []).map((each) => each.name ?? each.key));
  if (!topics && !row.on_behalf_of) return "";
  const behalf = row.on_behalf_of ? ` for ${row.on_behalf_of.name}` : "";
  const about = topics && ` ${{ discussed: "", expressed_interest: "in ", conveyed_greetings: "about " }[row.act] ?? "on "}${topics}`;
  const said = who ? `${who} ${act}${behalf}${about}.` : row.act === "discussed" && topics ? `${topics} ${topics.includes(" and ") ? "were" : "was"} discussed.` : `${act}${behalf}${about}.`;
  return said.charAt(0).toUpperCase() + said.slice(1);
}

const listed = (words) => (words.length > 1 ? `${words.slice(0, -1).join(", ")} and ${words.at(-1)}` : (words[0] ?? ""));
const unique = (mentions) => [...new Map(mentions.map((each) => [each.id, each])).values()];
const dateText = (value) => (typeof value === "string" ? value : (value?.edtf ?? null));

