/** A line that is rewritten while the program runs. Silent where the stream is no terminal. */
export class Progress {
  #shown = false;
  #last = 0;

  constructor(private readonly stream: NodeJS.WriteStream) {}

  resources(count: number): void {
    const now = Date.now();
    if (now - this.#last < 100) return;
    this.#last = now;
    this.say(`running the program: ${count} resources`);
  }

  say(text: string): void {
    if (this.stream.isTTY !== true) return;
    this.stream.write(`\r\u001b[2K${text} …`);
    this.#shown = true;
  }

  /** Takes the line away, so that what follows starts on a clean one. */
  end(): void {
    if (this.#shown) this.stream.write("\r\u001b[2K");
    this.#shown = false;
  }
}
