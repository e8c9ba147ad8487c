type Given<Change> = { [Field in keyof Change]?: Exclude<Change[Field], undefined> }

/** The fields that a change really names; one left out stays as it is, and null is a value. */
export function givenFields<Change extends object>(change: Change): Given<Change> {
  const given: Given<Change> = { ...change } as Given<Change>
  for (const field in given) {
    if (given[field] === undefined) delete given[field]
  }
  return given
}
