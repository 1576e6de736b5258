/** One screen of the page. */
export interface View {
  /** For the window's title. */
  readonly title: string;
  readonly root: HTMLElement;
  /** Asks for what it shows. */
  load?(): Promise<void>;
  /** Lets go of what it holds. */
  leave?(): void;
}
