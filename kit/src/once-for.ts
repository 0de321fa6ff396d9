/**
 * `make` as a function that is carried out once for each object and then gives the same again, for
 * as long as the object lives: what belongs to a database or to a gateway without being part of it.
 */
export const onceFor = <K extends object, V>(make: (key: K) => V): ((key: K) => V) => {
  const made = new WeakMap<K, { value: V }>();
  return (key) => {
    const known = made.get(key);
    if (known) return known.value;
    const value = make(key);
    made.set(key, { value });
    return value;
  };
};
