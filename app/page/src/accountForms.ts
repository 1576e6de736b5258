import { Refused } from "./api";
import { element } from "./element";
import { signIn, signUp } from "./session";
import { complain, say } from "./toast";

interface Field {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  /** What to say when the service refuses it. */
  readonly advice: string;
  readonly input: Readonly<Record<string, string | number | boolean>>;
}

const handle: Field = {
  name: "handle",
  label: "Handle",
  hint: "3 to 30 of a–z, 0–9 and _, beginning with a letter.",
  advice: "Use 3 to 30 of a–z, 0–9 and _, beginning with a letter.",
  input: { autocomplete: "username", autocapitalize: "none", spellcheck: "false", maxlength: 30, placeholder: "ada" },
};
const displayName: Field = {
  name: "displayName",
  label: "Name",
  advice: "Enter a name of up to 80 characters.",
  input: { autocomplete: "name", maxlength: 80, placeholder: "Ada Lovelace" },
};
const password: Field = {
  name: "password",
  label: "Password",
  hint: "12 characters or more. A few words make a good one.",
  advice: "Use 12 to 256 characters.",
  input: { type: "password", autocomplete: "new-password", maxlength: 256 },
};

/** The card to join or to come back with. */
export function accountCard(): HTMLElement {
  const card = element("section", { class: "card", "aria-label": "Your account" });
  const show = (which: "join" | "return") => {
    const tab = (name: typeof which, label: string) =>
      element(
        "button",
        {
          type: "button",
          role: "tab",
          id: `tab-${name}`,
          "aria-selected": String(name === which),
          onclick: () => show(name),
        },
        label,
      );
    const form = which === "join" ? joinForm() : returnForm();
    form.setAttribute("role", "tabpanel");
    form.setAttribute("aria-labelledby", `tab-${which}`);
    card.replaceChildren(
      element("div", { class: "tabs", role: "tablist" }, tab("join", "Join"), tab("return", "Sign in")),
      form,
    );
  };
  show("join");
  return card;
}

function joinForm(): HTMLFormElement {
  return accountForm("join", [handle, displayName, password], "Create account", async (values) => {
    await signUp(values.handle ?? "", values.displayName ?? "", values.password ?? "");
    say(`Welcome, ${values.displayName?.trim()}.`);
  });
}

function returnForm(): HTMLFormElement {
  const fields = [
    { ...handle, hint: undefined },
    { ...password, hint: undefined, input: { ...password.input, autocomplete: "current-password" } },
  ].map(({ hint: _, ...field }) => field);
  return accountForm("return", fields, "Sign in", async (values) => {
    await signIn(values.handle ?? "", values.password ?? "");
  });
}

type Values = Readonly<Record<string, string>>;

function accountForm(
  id: string,
  fields: readonly Field[],
  label: string,
  send: (values: Values) => Promise<void>,
): HTMLFormElement {
  const button = element("button", { type: "submit", class: "wide" }, label);
  const form = element("form", { id, novalidate: true }, ...fields.map((field) => fieldElement(id, field)), button);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void submit(form, fields, button, send);
  });
  return form;
}

function fieldElement(form: string, { name, label, hint, input }: Field): HTMLElement {
  const id = `${form}-${name}`;
  return element(
    "div",
    { class: "field" },
    element("label", { for: id }, label),
    element("input", { id, name, required: true, "aria-describedby": `${id}-hint ${id}-error`, ...input }),
    hint !== undefined && element("p", { class: "hint", id: `${id}-hint` }, hint),
    element("p", { class: "error", id: `${id}-error` }),
  );
}

async function submit(
  form: HTMLFormElement,
  fields: readonly Field[],
  button: HTMLButtonElement,
  send: (values: Values) => Promise<void>,
): Promise<void> {
  for (const { name } of fields) mark(form, name, "");
  button.disabled = true;
  try {
    await send(Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, String(value)])));
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    const refused = fields.filter(({ name }) => error.errors.some(({ at }) => at === `/${name}`));
    for (const { name, advice } of refused) {
      const taken = error.errors.some(({ at, detail }) => at === `/${name}` && detail === "is taken");
      mark(form, name, taken ? "This handle is taken. Choose another." : advice);
    }
    if (refused[0]) inputOf(form, refused[0].name)?.focus();
    else complain(error);
  } finally {
    button.disabled = false;
  }
}

function inputOf(form: HTMLFormElement, name: string): HTMLInputElement | null {
  return form.querySelector(`[name="${name}"]`);
}

function mark(form: HTMLFormElement, name: string, message: string): void {
  const input = inputOf(form, name);
  const error = form.querySelector(`#${form.id}-${name}-error`);
  if (error) error.textContent = message;
  if (message) input?.setAttribute("aria-invalid", "true");
  else input?.removeAttribute("aria-invalid");
}
