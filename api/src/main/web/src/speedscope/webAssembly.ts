/** A module with every function there can be, each of which answers 0. */
const module = { instance: { exports: new Proxy({}, { get: () => () => 0 }) } };

/**
 * Takes the place of WebAssembly, which the policy refuses. speedscope has it demangle names of C++ and Rust, and waits for the module without an
 * end; where that finds nothing it shows a name as it is.
 */
export function withoutWebAssembly(): void {
  Object.assign(window, { WebAssembly: { instantiate: async () => module } });
}
