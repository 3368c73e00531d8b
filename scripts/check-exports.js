/**
 * Every export of every package has a reason: something outside the package imports it, the package's README or a guide names it,
 * or the declaration of such an export names its type.
 */
import { exportsWithoutReason } from './lib/public-exports.js';

const found = exportsWithoutReason();
for (const specifier of new Set(found.map((each) => each.specifier))) {
  const names = found.filter((each) => each.specifier === specifier).map(({ name }) => name);
  console.error(
    `✖ ${specifier}: expected a use of ${names.join(', ')} outside the package, or a word in its README. Make it internal, or say there what it is for.`,
  );
}
if (found.length > 0) process.exitCode = 1;
else console.log('✔ every export of every package has a reason');
