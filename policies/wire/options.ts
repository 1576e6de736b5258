import type { Reader } from "protobufjs/minimal";
import type { ResourceOptions, Urn } from "../../model/plan";
import { givenOptions } from "../sent-resource";
import { type Fields, readMessage } from "./fields";

interface OptionsDraft {
  protect: boolean;
  readonly ignoreChanges: string[];
  deleteBeforeReplace: boolean;
  deleteBeforeReplaceDefined: boolean;
  readonly aliases: Urn[];
}

/** The fields that a plan has a place for, by their numbers in Pulumi's `analyzer.proto`. */
const OPTIONS: Fields<OptionsDraft> = {
  1: (reader, options) => {
    options.protect = reader.bool();
  },
  2: (reader, options) => {
    options.ignoreChanges.push(reader.string());
  },
  3: (reader, options) => {
    options.deleteBeforeReplace = reader.bool();
  },
  4: (reader, options) => {
    options.deleteBeforeReplaceDefined = reader.bool();
  },
  6: (reader, options) => {
    options.aliases.push(reader.string());
  },
};

/** Reads an `AnalyzerResourceOptions`. */
export function readOptions(reader: Reader): ResourceOptions {
  const { deleteBeforeReplaceDefined, deleteBeforeReplace, ...options } = readMessage<OptionsDraft>(reader, OPTIONS, {
    protect: false,
    ignoreChanges: [],
    deleteBeforeReplace: false,
    deleteBeforeReplaceDefined: false,
    aliases: [],
  });
  return givenOptions({
    ...options,
    deleteBeforeReplace: deleteBeforeReplaceDefined ? deleteBeforeReplace : undefined,
  });
}
