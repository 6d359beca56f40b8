// Every string of the page comes from one catalogue; a translation is another file of the same keys.
import english from "../../../src/standoff/show/texts_page.en.json";

let catalogue = english;
let plurals = new Intl.PluralRules(english._language);
let numbers = new Intl.NumberFormat(english._language);

/** Replace the catalogue; keys that it lacks stay English. */
export function setTexts(other) {
  if (!other) return;
  catalogue = { ...english, ...other };
  plurals = new Intl.PluralRules(catalogue._language);
  numbers = new Intl.NumberFormat(catalogue._language);
}

export const language = () => catalogue._language;
export const direction = () => catalogue._direction;
export const number = (value) => numbers.format(value);
export const percent = (share) => `${numbers.format(Math.round(share * 100))} %`;

/** Return a text with its blanks filled in; an entry with several forms picks one by the number n. */
export function t(key, values = {}) {
  const entry = catalogue[key] ?? key;
  const form = typeof entry === "string" ? entry : (entry[plurals.select(values.n)] ?? entry.other);
  return form.replace(/\{(\w+)\}/g, (_, name) => {
    const value = values[name];
    return typeof value === "number" ? numbers.format(value) : (value ?? "");
  });
}
