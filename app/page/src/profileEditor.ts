import { call } from "./api";
import { element } from "./element";
import type { Profile } from "./profile";
import { doing } from "./toast";

/** A form for what one says about oneself. */
export function profileEditor({ details }: Profile, onSaved: () => Promise<void>): HTMLElement {
  const bio = element("textarea", { id: "edit-bio", maxlength: 500 }, details?.bio ?? "");
  const place = element("input", {
    id: "edit-location",
    maxlength: 80,
    value: details?.location ?? "",
    autocomplete: "off",
  });
  const form: HTMLFormElement = element(
    "form",
    {
      class: "card",
      "aria-label": "Your profile",
      onsubmit: doing(async () => {
        await call("/users/me/profile", {
          method: "PUT",
          body: { bio: bio.value.trim(), location: place.value.trim() },
        });
        form.remove();
        await onSaved();
      }),
    },
    element("div", { class: "field" }, element("label", { for: "edit-bio" }, "About you"), bio),
    element("div", { class: "field" }, element("label", { for: "edit-location" }, "Where you are"), place),
    element("button", { type: "submit" }, "Save"),
    " ",
    element("button", { type: "button", class: "quiet", onclick: () => form.remove() }, "Cancel"),
  );
  return form;
}
