/** Words that people's passwords are made of, after what stands for letters in them is read as letters. */
const COMMON =
  /pass|secret|admin|change|welcome|letmein|qwert|asdf|test|example|default|root|master|dummy|postgres|mysql|1234|abcd|iloveyou|0000|1111/;
const LOOKALIKES: { readonly [sign: string]: string } = {
  "0": "o",
  "1": "i",
  "3": "e",
  "4": "a",
  "5": "s",
  "@": "a",
  $: "s",
  "!": "i",
};
/** The share of a text that must be words for a person to have made it up. */
const MOSTLY = 0.54;
const FEW_SIGNS = 4;
const SHORTEST_WORD = 5;

/**
 * Whether a person made the password up, as far as one can tell: it holds a word that passwords are made of, is mostly
 * words that can be spoken, or repeats a few signs. What a generator made is none of these.
 */
export function isMadeUp(password: string): boolean {
  const lower = password.toLowerCase();
  const read = [...lower].map((sign) => LOOKALIKES[sign] ?? sign).join("");
  if (COMMON.test(lower) || COMMON.test(read)) return true;
  if (new Set(lower).size <= FEW_SIGNS) return true;
  const words = (password.match(/[A-Z]?[a-z]{4,}|[A-Z]{5,}/g) ?? []).filter(isSpoken);
  return words.join("").length >= password.length * MOSTLY;
}

/** Long enough not to be there by chance, with vowels and without three consonants or vowels in a row. */
function isSpoken(word: string): boolean {
  return word.length >= SHORTEST_WORD && /[aeiouy]/i.test(word) && !/[^aeiouy]{3}|[aeiou]{3}/i.test(word);
}
