import type { GoalOptions } from "./goal";

/** The names of a resource's hooks by the moment that they run at, as an engine names the moments. */
export function hookNames(hooks: GoalOptions["hooks"]): { readonly [moment: string]: readonly string[] } {
  const moments: { readonly [moment: string]: readonly string[] } = {
    BeforeCreate: hooks?.getBeforeCreateList() ?? [],
    AfterCreate: hooks?.getAfterCreateList() ?? [],
    BeforeUpdate: hooks?.getBeforeUpdateList() ?? [],
    AfterUpdate: hooks?.getAfterUpdateList() ?? [],
    BeforeDelete: hooks?.getBeforeDeleteList() ?? [],
    AfterDelete: hooks?.getAfterDeleteList() ?? [],
    OnError: hooks?.getOnErrorList() ?? [],
  };
  return Object.fromEntries(Object.entries(moments).filter(([, names]) => names.length > 0));
}
