import { element } from "./element";
import { mistakeIn, type Post, pictureTypes, publish, uploadPicture } from "./posts";
import { doing, say } from "./toast";

const mostCharacters = 2_000;
const previewPixels = 480;

/** Where a post is written. Tells what has been published. */
export function composer(onPublished: (post: Post) => void): HTMLElement {
  // The same until it is published, so that a second press after a lost answer does not publish twice.
  let key = crypto.randomUUID();
  let picture: File | null = null;

  const text = element("textarea", {
    id: "composer",
    rows: 2,
    maxlength: mostCharacters,
    placeholder: "What is going on?",
    "aria-describedby": "composer-count",
  });
  const count = element("span", { class: "count soft small", id: "composer-count" });
  const send = element("button", { type: "submit", disabled: true }, "Post");
  const chosen = element("div", { class: "picture-choice", hidden: true });
  const input = element("input", {
    type: "file",
    accept: pictureTypes.join(","),
    hidden: true,
    id: "picture",
    "aria-label": "Picture",
  });
  const add = element("button", { type: "button", class: "quiet small", onclick: () => input.click() }, "Add picture");

  const update = () => {
    const length = text.value.trim().length;
    send.disabled = length === 0;
    count.textContent = length > mostCharacters - 200 ? `${mostCharacters - length} left` : "";
  };
  const choose = async (file: File | null) => {
    picture = file;
    input.value = "";
    chosen.hidden = file === null;
    chosen.replaceChildren();
    if (file) {
      const take = element(
        "button",
        { type: "button", class: "small", onclick: () => void choose(null) },
        "Remove picture",
      );
      chosen.replaceChildren(await preview(file), take);
    }
  };
  text.addEventListener("input", update);
  input.addEventListener("change", () => {
    const file = input.files?.[0] ?? null;
    const mistake = file && mistakeIn(file);
    if (mistake) say(mistake, { alarm: true });
    else void choose(file).catch(() => say("This picture cannot be read.", { alarm: true }));
  });
  const submit = doing(async () => {
    const pictureKey = picture ? await uploadPicture(picture, "posts") : null;
    const post = await publish(text.value.trim(), pictureKey, key);
    key = crypto.randomUUID();
    text.value = "";
    await choose(null);
    onPublished(post);
    say("Posted.");
  });
  return element(
    "form",
    {
      class: "card composer",
      "aria-label": "Write a post",
      onsubmit: (event: Event) => {
        submit(event);
        queueMicrotask(update);
      },
    },
    element("label", { class: "unseen", for: "composer" }, "Your post"),
    text,
    chosen,
    element("div", { class: "composer-foot" }, add, input, count, send),
  );
}

/** Drawn rather than loaded from an address of its own, which the content security policy allows to no script. */
async function preview(file: File): Promise<HTMLCanvasElement> {
  const bitmap = await createImageBitmap(file);
  const scale = Math.min(1, previewPixels / Math.max(bitmap.width, bitmap.height));
  const width = Math.round(bitmap.width * scale);
  const height = Math.round(bitmap.height * scale);
  const canvas = element("canvas", { width, height, role: "img", "aria-label": `Chosen picture, ${file.name}` });
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  return canvas;
}
