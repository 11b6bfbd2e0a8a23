/** Choose words of the story, by mouse or by keyboard: what the browser shows as selected is what is in hand. */

const WORD = /\S+/g;

export class Choosing {
  /** `tell` is called when other words are chosen; `words` holds them: {start, end} in code points, or null. */
  constructor(story, tell) {
    Object.assign(this, { story, tell, words: null });
    document.addEventListener("selectionchange", () => this.#selected());
  }

  /** Let go of the words. */
  release() {
    this.words = null;
    getSelection().removeAllRanges();
  }

  #selected() {
    const { story } = this;
    const chosen = getSelection();
    if (!story.reading || chosen.rangeCount === 0) return;
    const range = chosen.getRangeAt(0);
    if (!story.text.contains(range.startContainer) || !story.text.contains(range.endContainer)) return;
    if (range.collapsed) {
      if (!this.words) return;
      this.words = null;
      this.tell();
      return;
    }
    const ends = [this.#pointAt(range.startContainer, range.startOffset), this.#pointAt(range.endContainer, range.endOffset)];
    const [start, end] = this.#trimmed(...ends);
    const place = story.sentences.findIndex((each) => each.start < end && start < each.end);
    if (end <= start || place < 0) return;
    if (place !== story.current) story.go(place);
    this.words = { start, end };
    this.tell();
  }

  #trimmed(start, end) {
    const words = this.story.reading.points.slice(start, end);
    const many = (text) => [...text].length;
    return [start + many(words) - many(words.trimStart()), end - many(words) + many(words.trimEnd())];
  }

  #pointAt(node, offset) {
    const { story } = this;
    const made = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest(".sentence");
    if (!made) return this.#after(node, offset);
    const before = document.createRange();
    before.setStart(made, 0);
    before.setEnd(node, offset);
    return story.sentences[Number(made.dataset.at)].start + [...before.toString()].length;
  }

  /** Give the start of the first sentence after a place between sentences. */
  #after(node, offset) {
    const { story } = this;
    const rest = document.createRange();
    rest.setStart(node, offset);
    rest.setEnd(story.text, story.text.childNodes.length);
    const next = [...story.text.querySelectorAll(".sentence")].find((each) => rest.comparePoint(each, 0) >= 0);
    return next ? story.sentences[Number(next.dataset.at)].start : story.sentences.at(-1).end;
  }

  /** Choose the next word of the sentence in hand, or the one before; with `more` one more beside those chosen. */
  step(by, more) {
    const { story } = this;
    const { start, end } = story.sentences[story.current];
    const { points } = story.reading;
    const places = [...points.slice(start, end).matchAll(WORD)].map((each) => [each.index, each.index + each[0].length]);
    const within = (unit) => points.point(points.unit(start) + unit);
    const chosen = places.map(([from, to], place) => ({ from: within(from), to: within(to), place }));
    const held = this.words ? chosen.filter(({ from, to }) => from >= this.words.start && to <= this.words.end) : [];
    const outside = by > 0 ? -1 : places.length;
    const [first, last] = held.length ? [held[0].place, held.at(-1).place] : [outside, outside];
    const to = Math.max(0, Math.min(places.length - 1, (by > 0 ? last : first) + by));
    const [low, high] = more && held.length ? [Math.min(first, to), Math.max(last, to)] : [to, to];
    const made = story.text.querySelector(`[data-at="${story.current}"]`);
    getSelection().setBaseAndExtent(...at(made, places[low][0]), ...at(made, places[high][1]));
  }
}

/** Find the text node and the offset at a unit of an element's text. */
function at(element, unit) {
  const walk = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  let [left, node] = [unit, null];
  while (walk.nextNode()) {
    node = walk.currentNode;
    if (left <= node.length) return [node, left];
    left -= node.length;
  }
  return [node, node?.length ?? 0];
}
