/* From rows to elements. Every text from the data is set as text, never as markup. */

const SVG = "http://www.w3.org/2000/svg";

/** Make an element: make("td", { class: "number" }, "3 %"). Children are elements or texts. */
function make(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, "");
    else if (value !== false) element.setAttribute(key, value);
  }
  element.append(...children);
  return element;
}

function drawn(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  return element;
}

/** Draw an interval as the page's other tables do. */
function spark(row) {
  const svg = drawn("svg", { class: "spark", viewBox: "0 0 100 12", preserveAspectRatio: "none", "aria-hidden": "true" });
  const at = (share) => (100 * share).toFixed(1);
  svg.append(
    drawn("line", { class: "axis", x1: 0, x2: 100, y1: 6, y2: 6 }),
    drawn("line", { class: "range", x1: at(row.lo), x2: at(row.hi), y1: 6, y2: 6 }),
    drawn("ellipse", { class: "dot", cx: at(row.share), cy: 6, rx: 1.5, ry: 4 }),
  );
  return svg;
}

/** The box that says "I have this", with the name of the skill beside it. */
function skillBox(skill, held) {
  const box = make("input", { type: "checkbox", name: "have", value: skill.id, checked: held });
  return make("label", { class: "have" }, box, make("span", {}, skill.name));
}

/** One row of the ranking. */
function rankRow(row, base, page, held) {
  const cells = [make("th", { scope: "row" }, skillBox(row.skill, held))];
  if (row.reason) {
    cells.push(make("td", { class: "reason", colspan: 2 }, reasonOf(row, base, page.limits, page.words)));
  } else {
    cells.push(make("td", { class: "number" }, withInterval(row)), make("td", {}, spark(row)));
  }
  const of = (part, whole) => fill(page.words.of, { part: count(part), whole: count(whole) });
  cells.push(
    make("td", { class: "number" }, of(row.k, row.n)),
    make("td", { class: "number" }, of(row.employers_asking, base.employers)),
    make("td", { class: "number" }, row.reason ? DASH : rankRange(row)),
  );
  return make("tr", { class: row.reason ? "muted" : "", "data-skill": row.skill.id }, ...cells);
}

/** One row of the skills that open most. */
function nextRow(row, page) {
  const button = make("button", { type: "button", "data-add": row.skill.id }, page.words.add);
  button.append(make("span", { class: "unseen" }, ` ${row.skill.name}`));
  return make(
    "tr",
    { "data-skill": row.skill.id },
    make("th", { scope: "row" }, row.skill.name),
    make("td", { class: "number" }, `+${count(row.k)}`),
    make("td", { class: "number" }, withInterval(row)),
    make("td", {}, button),
  );
}

/** A skill held, with the button that takes it back. */
function chip(skill, words) {
  const button = make("button", { type: "button", "data-drop": skill.id });
  button.append(make("span", { class: "unseen" }, `${words.drop} `), skill.name, make("span", { "aria-hidden": "true" }, " \u00d7"));
  return make("li", {}, button);
}
