import type { FoundWords, QuestionText } from './question-text.js';

/** Small talk: the whole of a short question, or a turn to the one who answers. */
const smallTalk: readonly RegExp[] = [
  /^\s*(?:hi|hello|hey|thanks?|thank\s+you|thx|good\s+(?:morning|afternoon|evening|night|day)|bye|goodbye|see\s+you|cool|great|lol|nice|sorry|welcome|cheers|well\s+done|never\s?mind)\b(?:[\s,!.]+(?:there|you|all|everyone|everybody|a\s+lot|lots|so\s+much|very\s+much|momq|again|work|job|for\s+(?:your|the|all)\s+\w+))*[\s!.?]*$/,
  /(?<!\b(?:called|named|titled|entitled)\b.*)(?:\bhow\s+are\s+(?:you|things)\b|\bwho\s+are\s+you\b|\bwhat\s+are\s+you\b|\bwhat(?:'s|\s+is)\s+(?:your\s+name\b|up(?=\s*(?:$|[,?!.])))|\bwhat\s+can\s+you\s+do\b|\bare\s+you\s+(?:a|an|human|real|there|ok|alive|sure|happy)\b|\bwho\s+(?:made|created|built|trained)\s+you\b|\bi\s+(?:love|hate|like)\s+you\b)/,
];

/** Small talk even where a column is called `time` or `day`. */
const clock = /\bwhat\s+(?:time|day)\s+is\s+(?:it|today)(?:\s+(?:now|today))?\s*[?!.]*$/;

/** Work that is none of a database's. */
const tasks: readonly RegExp[] = [
  /\btell\s+(?:me|us)\s+(?:a|another|some)\s+(?:joke|story|riddle|secret|poem)\b|\bsing\s+(?:me\s+)?a\b/,
  /\b(?:write|compose|draft)\s+(?:me\s+)?(?:an?|the|some)\s+(?:\w+\s+)?(?:poem|essay|e-?mail|letter|story|song|speech|article|tweet|blog|haiku|code|function|script|program|apology|review|invitation|summary)\b/,
  /(?:^|\b(?:please|you|to)\s+)(?:translate|paraphrase|proofread)\b/,
  /(?:^|\b(?:please|you|to|and)\s+)(?:send\s+(?:me|us)\s+(?:an?\s+)?(?:e-?mails?|messages?|reminders?|texts?)|(?:send|e-?mail|notify|remind|text|phone|message)\s+(?:an?\b|all\b|every|each\b|the\b|(?<!send\s+)(?:me|us)\b|him\b|her\b|it\b|this\b|that\b|them\b|[\p{L}]+\s+(?:that|about|to|when|if)\b))/u,
  /(?:^|\b(?:please|you|to|and)\s+)back\s?up\b(?!\s+(?:dates?|times?|status))|\bturn\s+(?:on|off)\s+the\b|(?:^|\bplease\s+)play\s+(?:a|some|the)\b|\brestart\s+the\b|\bset\s+an?\s+(?:alarm|timer|reminder)\b|\border\s+an?\s+(?:pizza|taxi|cab|coffee)\b|\b(?:nice|pleased)\s+to\s+meet\s+you\b/,
];

/** Work that is a database's when the question speaks of its data. */
const services: readonly RegExp[] = [
  /(?:^|\b(?:please|you|to)\s+)summari[sz]e\b|(?:^|\b(?:please|you|to|and)\s+)send\s+(?:me|us)\b/,
  /(?:^|\b(?:please|you|to|and)\s+)(?:export|download|print)\b(?!\s+(?:dates?|times?|status))/,
  /\b(?:order|call|get|bring|buy)\s+(?:me|us)\s+an?\b(?!\s+(?:\w+\s+)?(?:lists?|overview|table|count|report|summary|ranking|breakdown|number)\b)/,
];

/** What the world knows, and a database only when it has a name for it. */
const world: readonly RegExp[] = [
  /\bwhat\s+(?:time|day)\s+is\s+(?:it|today)\b|\bwhat(?:'s|\s+is)\s+(?:the\s+time|today's\s+date|the\s+date\s+today)\b/,
  /\bmeaning\s+of\b|\bdefinition\s+of\b|^\s*(?:please\s+)?define\b|\bwhat\s+do(?:es)?\s+.+\s+mean\s*\??$/,
  /\bweather\b|\bhoroscopes?\b|\brecipes?\s+for\b|\bis\s+it\s+(?:raining|snowing|sunny|cold|hot|warm)\b|\blottery\b/,
  /\b(?:president|king|queen|prime\s+minister|chancellor|pope|population|currency|flag)\s+of\s+(?:the\s+)?(?:usa?|united|uk|france|germany|england|spain|italy|japan|china|india|russia|canada|world|earth)\b/,
  /^\s*(?:what\s+is|what's|calculate|compute)?\s*\d+(?:\.\d+)?\s*(?:[-+*/x×^]|plus|minus|times|divided\s+by)\s*\d+(?:\.\d+)?\s*\??\s*$/,
];

/** The words of a question that is about nothing here; undefined for all others. */
export function offTopic(text: QuestionText): FoundWords | undefined {
  const time = text.find(clock, () => false);
  if (time !== undefined) return time;
  for (const pattern of [...smallTalk, ...tasks, ...world]) {
    const words = text.find(pattern);
    if (words !== undefined) return words;
  }
  const whole = text.plain.length;
  for (const pattern of services) {
    const words = text.find(
      pattern,
      (_, end) => text.isNamed(0, whole) || text.isOfEntity(end, whole),
    );
    if (words !== undefined) return words;
  }
  return undefined;
}
