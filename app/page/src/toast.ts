import { Refused } from "./api";
import { byId } from "./element";

const shownMs = 5_000;
let timer = 0;

/** Says something at the bottom of the page, to eyes and screen readers, for a few seconds. */
export function say(message: string, { alarm = false } = {}): void {
  const toast = byId("toast");
  toast.textContent = message;
  toast.classList.toggle("alarm", alarm);
  clearTimeout(timer);
  timer = window.setTimeout(() => {
    toast.textContent = "";
  }, shownMs);
}

/** Says what went wrong. */
export function complain(error: unknown): void {
  if (!(error instanceof Refused)) throw error;
  say(error.message, { alarm: true });
}

/** A listener whose work may be refused; the button that was pressed waits for it. */
export function doing(work: (event: Event) => Promise<void>): (event: Event) => void {
  return (event) => {
    event.preventDefault();
    const target = event.currentTarget;
    const button = event instanceof SubmitEvent ? event.submitter : target;
    void busy(button instanceof HTMLButtonElement ? button : null, () => work(event)).catch(complain);
  };
}

async function busy(button: HTMLButtonElement | null, work: () => Promise<void>): Promise<void> {
  if (button) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
  }
  try {
    await work();
  } finally {
    if (button) {
      button.disabled = false;
      button.removeAttribute("aria-busy");
    }
  }
}
