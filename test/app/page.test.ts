import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { systemCommand } from "../lint/system-command";
import { type RunningApp, startApp } from "./startApp";

/** A green square of ten by ten pixels. */
const PICTURE = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC",
  "base64",
);
/** As root Chromium has no sandbox; without the rest it looks for Google's servers. */
const ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update"];
const PASSWORD = "correct horse battery";
const PHONE: BrowserContextOptions = { viewport: { width: 390, height: 844 }, colorScheme: "dark" };

let app: RunningApp;
let browser: Browser;
/** What browsers complained of: errors on their console, of the page, and answers that refuse. */
const complaints: string[] = [];

beforeAll(async () => {
  const executablePath = systemCommand("chromium");
  [app, browser] = await Promise.all([startApp(), chromium.launch({ executablePath, args: ARGUMENTS })]);
});

afterAll(async () => {
  await browser?.close();
  await app?.stop();
});

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  const page = await (await browser.newContext(options)).newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on(
    "response",
    (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.url()}`),
  );
  await page.goto(app.url);
  return page;
}

async function join(page: Page, handle: string, name: string): Promise<void> {
  await page.getByLabel("Handle").fill(handle);
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByLabel("Password").fill(PASSWORD);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByRole("heading", { name: "Your feed" }).waitFor();
}

const post = (page: Page) => page.getByRole("button", { name: "Post", exact: true });

describe("the page, in a browser", () => {
  let ada: Page;

  it("lets somebody join, and post a picture that is shown", async () => {
    ada = await open();
    await join(ada, "ada", "Ada Lovelace");
    await ada.getByRole("textbox").fill("First, with a picture.");
    await ada.locator("input[type=file]").setInputFiles({ name: "green.png", mimeType: "image/png", buffer: PICTURE });
    await post(ada).click();
    await ada.getByText("First, with a picture.").last().waitFor();
    const picture = ada.locator("article img").last();
    await picture.waitFor();
    await picture.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    expect(await picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(10);
  });

  it("keeps somebody signed in, and their own posts in their feed, when it is loaded again", async () => {
    await ada.reload();
    await ada.getByRole("heading", { name: "Your feed" }).waitFor();
    await ada.getByText("First, with a picture.").waitFor();
  });

  it("shows a follower a new post without being asked, on a phone in the dark", async () => {
    const bob = await open(PHONE);
    await join(bob, "bob", "Bob");
    await bob
      .getByRole("button", { name: /^Follow/ })
      .first()
      .click();
    await bob
      .getByRole("button", { name: /^Stop following/ })
      .first()
      .waitFor();
    await ada.getByRole("textbox").fill("Second, for my follower.");
    await post(ada).click();
    await bob.getByText("Second, for my follower.").waitFor();
    const overflow = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
    expect(await bob.evaluate(overflow)).toBe(false);
  });

  it("shows a picture of whoever brings one, and what they say of themselves", async () => {
    await ada.getByRole("link", { name: "Your profile" }).click();
    await ada.getByRole("button", { name: "Edit" }).click();
    await ada.getByLabel("About you").fill("Notes on the engine");
    await ada
      .getByLabel("A new picture of you")
      .setInputFiles({ name: "green.png", mimeType: "image/png", buffer: PICTURE });
    await ada.getByRole("button", { name: "Save" }).click();
    await ada.getByText("Notes on the engine").waitFor();
    const face = ada.locator(".profile-head img");
    await face.waitFor();
    await face.evaluate((image) => (image as unknown as { decode(): Promise<void> }).decode());
    expect(await face.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)).toBe(10);
  });

  it("gives nobody reason to complain: no error, no refused request, nothing that its policy forbids", () => {
    expect(complaints).toEqual([]);
  });

  it("tells somebody whose password is wrong, and takes them in with the right one", async () => {
    const again = await open();
    await again.getByRole("tab", { name: "Sign in" }).click();
    await again.getByLabel("Handle").fill("ada");
    await again.getByLabel("Password").fill("wrong horse battery");
    const send = again.getByRole("tabpanel").getByRole("button", { name: "Sign in" });
    await send.click();
    await again.getByRole("status").filter({ hasText: /\S/ }).or(again.getByRole("alert")).first().waitFor();
    await again.getByLabel("Password").fill(PASSWORD);
    await send.click();
    await again.getByRole("heading", { name: "Your feed" }).waitFor();
  });
});
