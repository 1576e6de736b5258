import * as pulumi from "@pulumi/pulumi";

/** What is wrong with a component's arguments, reported all at once. */
export class Mistakes {
  private readonly found: { propertyPath: string; reason: string }[] = [];

  /** Notes a mistake unless the argument is as it should be. `reason` says what it must be, what it is, and the way out. */
  require(isRight: boolean, propertyPath: string, reason: string): this {
    if (!isRight) {
      this.found.push({ propertyPath, reason });
    }
    return this;
  }

  /** A whole number between two others, both allowed. */
  requireRange(propertyPath: string, value: number, from: number, to: number): this {
    const isRight = Number.isInteger(value) && value >= from && value <= to;
    return this.require(isRight, propertyPath, `must be a whole number between ${from} and ${to}, got ${value}`);
  }

  /** Throws what was noted, each by the name of the argument; nothing if there is nothing. */
  throwFor(component: string, name: string): void {
    if (this.found.length === 0) {
      return;
    }
    const lines = this.found.map(({ propertyPath, reason }) => `  ${propertyPath} ${reason}`);
    throw new pulumi.InputPropertiesError({
      message: `${component} "${name}" was given arguments it cannot use:\n${lines.join("\n")}`,
      errors: this.found,
    });
  }
}
