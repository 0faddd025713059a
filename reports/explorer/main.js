/* The page: what is read from it, what happens on a change, and what is shown. */

const MOST_ROWS = 20;
const MOST_NEXT = 8;

const find = (id) => document.getElementById(id);

function start() {
  const data = JSON.parse(find("explorer-data").textContent);
  const market = openMarket(data);
  const form = find("filters");
  const page = { data, market, form, words: data.words, limits: data.thresholds, all: false, held: [] };
  page.tools = Uint8Array.from(data.skills, (skill) => Number(skill.tool));
  fillForm(page);
  page.start = readForm(form);
  page.held = restore(form, location.hash.slice(1)).filter((id) => numberOf(page, id) >= 0);
  listen(page);
  if (matchMedia("(max-width: 60rem)").matches) document.querySelector(".filters").open = false;
  find("explorer").hidden = false;
  show(page);
  window.explorer = {
    rank: (chosen) => rank(market, filterOf({ ...page.start, ...chosen }, data)),
    openTo: (chosen, held) => open({ ...page, held }, { ...page.start, ...chosen }),
  };
}

/** Return the number of a skill from its id. */
function numberOf(page, id) {
  return page.data.skills.findIndex((skill) => skill.id === id);
}

/** Put the choices that the data give into the form. */
function fillForm(page) {
  const { data, form, words } = page;
  const option = (value, text, selected = false) => make("option", { value, selected }, text);
  for (const one of data.populations) {
    form.elements.population.append(option(one.id, one.label, one.id === data.population));
  }
  const names = countryNames(data.names.country);
  for (const [code, name] of names) form.elements.country.append(option(code, name));
  form.elements.country.append(option("none", words.no_country));
  for (let month = 1; month <= data.months; month += 1) {
    const label = monthName(data.first_month + month - 1);
    form.elements.from.append(option(month, label));
    form.elements.to.append(option(month, label));
  }
  for (const name of GROUPS) {
    const known = (value) => (data.order.includes(value) ? data.order.indexOf(value) : data.order.length);
    for (const value of [...data.names[name]].sort((a, b) => known(a) - known(b))) {
      const box = make("input", { type: "checkbox", name, value });
      find(`${name}-boxes`).append(make("label", {}, box, ` ${words.values[value] || value}`));
    }
  }
  for (const [id, title] of data.sections) form.elements.shown.append(option(id, title));
}

/** Return [code, name] of the countries by name; a browser that knows no names shows the codes. */
function countryNames(codes) {
  const known = typeof Intl.DisplayNames === "function" ? new Intl.DisplayNames(["en"], { type: "region" }) : null;
  const name = (code) => (known && /^[A-Z]{2}$/.test(code) ? known.of(code) : code);
  return codes.map((code) => [code, name(code)]).sort((a, b) => (a[1] < b[1] ? -1 : 1));
}

function monthName(number) {
  const date = new Date(Date.UTC(Math.floor(number / 12), number % 12, 1));
  return date.toLocaleDateString("en", { month: "short", year: "numeric", timeZone: "UTC" });
}

function listen(page) {
  const { form } = page;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", () => show(page));
  find("start-again").addEventListener("click", () => {
    form.reset();
    page.held = [];
    show(page);
  });
  find("find-skill").addEventListener("input", () => showRanking(page));
  find("more").addEventListener("click", () => {
    page.all = !page.all;
    showRanking(page);
  });
  find("ranking").addEventListener("change", (event) => hold(page, event.target.value, event.target.checked));
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add], [data-drop]");
    if (!button) return;
    hold(page, button.dataset.add || button.dataset.drop, Boolean(button.dataset.add));
    find("open-result").focus(); // the button is gone, so the keyboard must stand somewhere
  });
}

/** Take a skill or give it back. */
function hold(page, id, held) {
  page.held = page.held.filter((one) => one !== id);
  if (held) page.held.push(id);
  for (const box of document.querySelectorAll("input[name=have]")) if (box.value === id) box.checked = held;
  showOpen(page);
  remember(page);
}

function show(page) {
  page.filter = filterOf(readForm(page.form), page.data);
  page.found = rank(page.market, page.filter);
  showRanking(page);
  showOpen(page);
  remember(page);
}

function remember(page) {
  const address = addressOf(readForm(page.form), page.start, page.held);
  history.replaceState(null, "", address ? `#${address}` : location.pathname + location.search);
}

/** The rows that the choice of skills and the search leave. */
function shownRows(page) {
  const shown = page.form.elements.shown.value;
  const wanted = find("find-skill").value.trim().toLowerCase();
  return page.found.rows.filter(
    ({ skill, k }) =>
      (k > 0 || wanted) &&
      (shown === "" || (shown === "technologies" ? page.data.technologies.includes(skill.kind) : skill.section === shown)) &&
      (!wanted || skill.name.toLowerCase().includes(wanted) || skill.id.includes(wanted)),
  );
}

function showRanking(page) {
  const { words, found } = page;
  const rows = shownRows(page);
  const visible = page.all ? rows : rows.slice(0, MOST_ROWS);
  const held = new Set(page.held);
  find("ranking").replaceChildren(...visible.map((row) => rankRow(row, found.base, page, held.has(row.skill.id))));
  const more = find("more");
  more.hidden = rows.length <= MOST_ROWS;
  more.textContent = page.all ? fill(words.less, { rows: MOST_ROWS }) : fill(words.more, { rows: count(rows.length) });
  const first = rows.find((row) => !row.reason);
  const facts = {
    vacancies: plural(found.base.n, words.vacancy, words.vacancies),
    employers: plural(found.base.employers, words.employer, words.employers),
    skills: plural(rows.length, words.skill, words.skills),
  };
  const leader = first ? fill(words.first, { name: first.skill.name, share: withInterval(first) }) : words.nothing;
  find("result").textContent = `${fill(words.result, facts)} ${leader}`;
}

/** Answer what is open to the skills held, for a choice in words. */
function open(page, chosen) {
  const { market, data, tools } = page;
  const counts = chosen.count === "all" ? new Uint8Array(data.skills.length).fill(1) : tools;
  const held = page.held.map((id) => numberOf(page, id));
  return openTo(market, filterOf(chosen, data), held, Number(chosen.part), counts);
}

function showOpen(page) {
  const { words, data } = page;
  const numbers = page.held.map((id) => numberOf(page, id));
  const found = open(page, readForm(page.form));
  find("held").replaceChildren(...numbers.map((number) => chip(data.skills[number], words)));
  const facts = {
    open: count(found.open.k),
    share: withInterval(found.open),
    n: count(found.base.n),
    skills: plural(page.held.length, words.skill, words.skills),
  };
  const sentence = !found.base.n ? words.open_nothing : page.held.length ? words.open : words.open_none;
  find("open-result").textContent = fill(sentence, facts);
  find("bar-text").textContent = fill(sentence, facts); // the same in sight of whoever ticks in the ranking
  find("bar").hidden = page.held.length === 0;
  const next = found.next.slice(0, MOST_NEXT);
  find("next").replaceChildren(...next.map((row) => nextRow(row, page)));
  find("next-table").hidden = next.length === 0;
  find("no-next").hidden = next.length > 0;
}

start();
