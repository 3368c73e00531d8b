/**
 * The text as an operand of any operator: in parentheses unless it is a name, a constant, a call or stands in
 * parentheses already.
 */
export function parenthesised(text: string): string {
  return isPrimary(text) ? text : `(${text})`;
}

const NAME =
  /^(?:[\w$]+|"(?:[^"]|"")*"|`(?:[^`]|``)*`)(?:\.(?:[\w$]+|"(?:[^"]|"")*"|`(?:[^`]|``)*`))*$/;
const TEXT = /^'(?:[^']|'')*'$/;
const NUMBER = /^\d+(?:\.\d+)?$/;

function isPrimary(text: string): boolean {
  if (NAME.test(text) || TEXT.test(text) || NUMBER.test(text)) return true;
  const open = text.indexOf('(');
  return open >= 0 && /^\w*$/.test(text.slice(0, open)) && closing(text, open) === text.length - 1;
}

/** Where the parenthesis at `open` is closed; -1 where it is not. */
function closing(text: string, open: number): number {
  let depth = 0;
  for (let place = open; place < text.length; place += 1) {
    const character = text[place];
    if (character === "'" || character === '"' || character === '`') {
      place = text.indexOf(character, place + 1);
      if (place < 0) return -1;
    } else if (character === '(') depth += 1;
    else if (character === ')') {
      depth -= 1;
      if (depth === 0) return place;
    }
  }
  return -1;
}
