/** Say how each list of the form is drawn: what a row is called, which fields stand first, what a new one holds. */
import { written } from "../wording.js";

/** `one`: a row's name; `key`: its shortcut; `first`: fields always shown; `wide`: those over the whole width. */
export const LISTS = {
  sides: { one: "country", first: ["country", "side"] },
  meetings: { one: "meeting", key: "m", first: ["title", "kind", "venue", "passages"], last: ["participations"] },
  participations: { one: "person", key: "v", first: ["official", "side", "role", "rank", "offices", "passages"] },
  statements: {
    one: "statement", key: "s",
    first: ["act", "speaker", "speaker_countries", "on_behalf_of", "text", "sectors", "meeting", "modality", "confidence", "confidence_reason", "passages"],
  },
  agreement_steps: { one: "step", key: "g", first: ["agreement", "step", "party", "date", "standing", "passages"] },
  precedences: { one: "claim", key: "p", first: ["text", "visitor", "host", "window_years", "levels", "passages"] },
  disputes: { one: "question", key: "q", first: ["question", "state", "agreement"], last: ["positions"] },
  positions: { one: "answer", first: ["text", "voice", "passages"] },
};

/** The lists in the order of the page, each under its heading. */
export const ORDER = ["meetings", "participations", "statements", "agreement_steps", "precedences", "disputes"];

export const ABOUT = {
  meetings: "Each meeting or ceremony with those who took part.",
  participations: "Who took part in the event as a whole, such as the visitor.",
  statements: "What was discussed, said or offered, in our own words.",
  agreement_steps: "What was signed, proposed or brought into force.",
  precedences: "«The first in ten years»: the verdict is computed.",
  disputes: "Where passages disagree: each answer with what it was read in.",
};

/** Give what a new row of a list begins with. */
export function fresh(ed, list) {
  const sides = ed.store.get(["sides"]) ?? [];
  const free = ["host", "visitor"].find((side) => !sides.some((each) => each.side === side));
  const begun = {
    sides: { side: ed.store.get(["kind"]) === "visit" ? (free ?? "third_party") : "party" },
    meetings: { title: "", kind: "unspecified", medium: "in_person", venue: "", passages: [] },
    participations: { official: null, side: "host", role: "member", presence: "present", confidence: "high", rank: "", passages: [] },
    statements: {
      act: "discussed", speaker: null, speaker_countries: [], on_behalf_of: null, text: "", sectors: [], meeting: null,
      modality: "asserted", confidence: "high", confidence_reason: "", voice: "body", passages: [],
    },
    agreement_steps: { agreement: null, step: "intent_expressed", party: null, date: null, standing: "accepted", passages: [] },
    precedences: { text: "", visitor: ed.countryOf("visitor"), host: ed.countryOf("host"), kinds: [ed.store.get(["kind"])], levels: [], window_years: null, passages: [] },
    disputes: { question: "", state: "open", reason: "", agreement: null },
    positions: { text: "", voice: "body", passages: [] },
  };
  return begun[list] ?? {};
}

/** Say what a row is about, in a few words; empty for one that says nothing yet. */
export function gist(list, row, fields) {
  const label = (name) => fields[name]?.choices?.find(([value]) => value === row[name])?.[1] ?? "";
  const words = {
    sides: () => [written(row.country ?? ""), label("side")],
    participations: () => [row.official?.name ?? "", label("role")],
    statements: () => [label("act"), row.text],
    agreement_steps: () => [label("step"), row.agreement?.name ?? ""],
  }[list];
  const parts = words ? words() : [row.title ?? row.text ?? row.question ?? ""];
  return parts.filter((each) => each && each !== "—").join(": ");
}

/** Fields that are shown only where another has a value. */
export const ONLY_WHERE = {
  confidence_reason: (row) => row.confidence !== "high",
  visit_kind: (row) => row.kind === "visit",
};
