/* What the reader has chosen: read from the form, kept in the address after #, and put back from there. */

const FIELDS = ["population", "country", "from", "to", "shown", "part", "count"];
const GROUPS = ["seniority", "workplace"];

/** Return the form's choice as plain words: { population, ..., seniority: [...], workplace: [...] }. */
function readForm(form) {
  const chosen = {};
  for (const name of FIELDS) chosen[name] = form.elements[name].value;
  for (const name of GROUPS) {
    chosen[name] = [...form.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
  }
  return chosen;
}

/** Turn the choice in words into the codes that market.js tests. */
function filterOf(chosen, data) {
  const codes = (name) => (chosen[name].length ? new Set(chosen[name].map((word) => data.names[name].indexOf(word))) : null);
  const population = data.populations.find((one) => one.id === chosen.population);
  const country = { "": null, none: -1 }[chosen.country];
  return {
    roles: population && population.roles ? new Set(population.roles) : null,
    seniorities: codes("seniority"),
    workplaces: codes("workplace"),
    country: country === undefined ? data.names.country.indexOf(chosen.country) : country,
    from: Number(chosen.from) || null,
    to: Number(chosen.to) || null,
  };
}

/** Return the choice and the skills held as the part of an address after #; what is at its start value is left out. */
function addressOf(chosen, start, held) {
  const parts = new URLSearchParams();
  for (const name of FIELDS) if (chosen[name] !== start[name]) parts.set(name, chosen[name]);
  for (const name of GROUPS) if (chosen[name].length) parts.set(name, chosen[name].join(","));
  if (held.length) parts.set("have", held.join(","));
  return parts.toString();
}

/** Put what an address says into the form; words that this page does not know are left out. Returns the ids held. */
function restore(form, address) {
  const parts = new URLSearchParams(address);
  for (const name of FIELDS) {
    const field = form.elements[name];
    const known = [...(field.options || field)].some((option) => option.value === parts.get(name));
    if (parts.has(name) && known) field.value = parts.get(name);
  }
  for (const name of GROUPS) {
    const ticked = new Set((parts.get(name) || "").split(","));
    for (const box of form.querySelectorAll(`input[name="${name}"]`)) box.checked = ticked.has(box.value);
  }
  return (parts.get("have") || "").split(",").filter(Boolean);
}
