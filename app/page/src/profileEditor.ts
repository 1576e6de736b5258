import { call, Refused } from "./api";
import { element } from "./element";
import { mistakeIn, pictureTypes, uploadPicture } from "./posts";
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
  const picture = element("input", { id: "edit-picture", type: "file", accept: pictureTypes.join(",") });
  const without = element("input", { id: "edit-without", type: "checkbox" });
  const form: HTMLFormElement = element(
    "form",
    {
      class: "card",
      "aria-label": "Your profile",
      onsubmit: doing(async () => {
        const pictureKey = await chosen(picture.files?.[0], without.checked);
        await call("/users/me/profile", {
          method: "PUT",
          body: {
            bio: bio.value.trim(),
            location: place.value.trim(),
            ...(pictureKey !== undefined && { pictureKey }),
          },
        });
        form.remove();
        await onSaved();
      }),
    },
    element("div", { class: "field" }, element("label", { for: "edit-bio" }, "About you"), bio),
    element("div", { class: "field" }, element("label", { for: "edit-location" }, "Where you are"), place),
    element("div", { class: "field" }, element("label", { for: "edit-picture" }, "A new picture of you"), picture),
    details?.pictureUrl &&
      element("p", {}, without, " ", element("label", { for: "edit-without" }, "Take the picture away")),
    element("button", { type: "submit" }, "Save"),
    " ",
    element("button", { type: "button", class: "quiet", onclick: () => form.remove() }, "Cancel"),
  );
  return form;
}

/** The key of the picture that was chosen, null for none, undefined for the one that is there. */
async function chosen(file: File | undefined, without: boolean): Promise<string | null | undefined> {
  if (!file) return without ? null : undefined;
  const mistake = mistakeIn(file);
  if (mistake) throw new Refused(mistake, 0);
  return uploadPicture(file, "profiles");
}
