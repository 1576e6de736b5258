/** The page: create a user, list the newest, read one. It knows the app only by its HTTP answers. */

const byId = (id) => document.getElementById(id);
const fields = ["handle", "displayName"];

/** Calls the API; a failure of any kind throws an error with `message` for a person and `errors` per field. */
async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch {
    throw Object.assign(new Error("The service cannot be reached. Try again."), { errors: [] });
  }
  const body = await response.json().catch(() => ({}));
  if (response.ok) return body;
  const message = body.detail ?? `The service answered ${response.status}.`;
  throw Object.assign(new Error(message), { status: response.status, errors: body.errors ?? [] });
}

function say(message, { alarm = false } = {}) {
  byId("status").textContent = message;
  byId("status").classList.toggle("alarm", alarm);
}

function mark(field, message) {
  byId(`${field}-error`).textContent = message;
  if (message) byId(field).setAttribute("aria-invalid", "true");
  else byId(field).removeAttribute("aria-invalid");
}

/** What to tell a person about a field that the service refused. */
function advice(field, detail) {
  if (detail === "is taken") return "This handle is taken. Choose another.";
  return field === "handle" ? "Use 3 to 30 of a–z, 0–9 and _, beginning with a letter." : "Enter a name.";
}

async function join(event) {
  event.preventDefault();
  const form = event.currentTarget;
  const button = form.querySelector("button");
  for (const field of fields) mark(field, "");
  say("");
  button.disabled = true;
  try {
    const user = await call("/users", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(Object.fromEntries(new FormData(form))),
    });
    form.reset();
    say(`Welcome, ${user.displayName}.`);
    await showNewest();
  } catch (error) {
    const refused = fields.filter((field) => error.errors.some(({ at }) => at === `/${field}`));
    for (const { at, detail } of error.errors) {
      const field = at.slice(1);
      if (refused.includes(field)) mark(field, advice(field, detail));
    }
    if (refused[0]) byId(refused[0]).focus();
    else say(error.message, { alarm: true });
  } finally {
    button.disabled = false;
  }
}

function listItem({ id, handle, displayName }) {
  const name = document.createElement("span");
  name.className = "name";
  name.textContent = displayName;
  const at = document.createElement("span");
  at.className = "handle";
  at.textContent = `@${handle}`;
  const link = document.createElement("a");
  link.href = `#user/${id}`;
  link.append(name, at);
  const item = document.createElement("li");
  item.append(link);
  return item;
}

let nextPage = null;

async function showNewest() {
  const { users, next } = await call("/users?limit=10");
  byId("users").replaceChildren(...users.map(listItem));
  byId("nobody").hidden = users.length > 0;
  offerMore(next);
}

async function showMore() {
  try {
    const { users, next } = await call(nextPage);
    const items = users.map(listItem);
    byId("users").append(...items);
    offerMore(next);
    items[0]?.querySelector("a").focus();
  } catch (error) {
    say(error.message, { alarm: true });
  }
}

function offerMore(next) {
  nextPage = next;
  byId("more").hidden = next === null;
}

/** Shows the user that the address names, `#user/<id>`; closes the profile when it names none. */
async function showProfile() {
  const id = location.hash.startsWith("#user/") ? location.hash.slice("#user/".length) : "";
  const wasOpen = !byId("profile").hidden;
  byId("profile").hidden = id === "";
  if (id === "") {
    if (wasOpen) byId("people-title").focus();
    return;
  }
  try {
    const user = await call(`/users/${encodeURIComponent(id)}`);
    const joined = new Date(user.createdAt);
    byId("profile-name").textContent = user.displayName;
    byId("profile-handle").textContent = `@${user.handle}`;
    byId("profile-joined").textContent = joined.toLocaleString();
    byId("profile-joined").dateTime = user.createdAt;
    byId("profile-id").textContent = user.id;
    byId("profile-note").textContent = "";
    byId("profile-facts").hidden = false;
  } catch (error) {
    byId("profile-name").textContent = error.status === 404 ? "Nobody here" : "Not available";
    byId("profile-note").textContent = error.message;
    byId("profile-facts").hidden = true;
  }
  byId("profile-name").focus();
}

byId("join").addEventListener("submit", join);
byId("more").addEventListener("click", showMore);
addEventListener("hashchange", () => void showProfile());

showNewest().catch((error) => say(error.message, { alarm: true }));
if (location.hash.startsWith("#user/")) void showProfile();
