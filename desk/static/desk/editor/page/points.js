/** Turn places in a text between what the server counts (code points) and what scripts count (UTF-16 units). */

export class Points {
  #units = null;

  constructor(text) {
    this.text = text;
    if (!/[\ud800-\udbff]/.test(text)) return; // the two are the same
    this.#units = [];
    let unit = 0;
    for (const letter of text) {
      this.#units.push(unit);
      unit += letter.length;
    }
    this.#units.push(unit);
  }

  /** Give the unit at which a code point begins. */
  unit(point) {
    return this.#units ? (this.#units[point] ?? this.text.length) : point;
  }

  /** Give the code point that holds a unit. */
  point(unit) {
    if (!this.#units) return unit;
    let [low, high] = [0, this.#units.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.#units[middle] <= unit) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Give the words between two code points. */
  slice(start, end) {
    return this.text.slice(this.unit(start), this.unit(end));
  }
}
