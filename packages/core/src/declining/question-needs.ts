import type { FoundWords, QuestionText } from './question-text.js';

/**
 * What a question needs beyond filters, joins, groups and simple aggregates:
 * `distribution` medians, percentiles, deviations; `correlation` how two fields depend on each other; `running` running totals and
 * moving averages; `change` growth against an earlier period; `share` percentages of a whole; `relative-date` dates counted from
 * today, and spans between dates. A model that cannot write one lists it in `QueryModel.lacks`.
 */
export type QuestionNeed =
  'distribution' | 'correlation' | 'running' | 'change' | 'share' | 'relative-date';

/** What no query says, whichever model writes it. */
export type UnspeakableNeed = 'forecast' | 'cause' | 'chart' | 'opinion' | 'schema';

/** A need, and the words that show it. */
export interface FoundNeed<Need> {
  readonly need: Need;
  readonly words: FoundWords;
}

type Patterns<Need extends string> = Readonly<Record<Need, readonly RegExp[]>>;

const ofModel: Patterns<QuestionNeed> = {
  distribution: [
    /\bmedians?\b|\b(?:\d+(?:st|nd|rd|th)?\s+)?(?:percentiles?|quantiles?|quartiles?|deciles?)\b|\bstandard\s+deviations?\b|\bst(?:d|dev)\b|\bvariances?\b|\bskew(?:ness)?\b|\bkurtosis\b|\binterquartile\b|\bgini\b/,
  ],
  correlation: [
    /\bcorrelat\w*|\bregressions?\b|\bcovariances?\b|\b(?:linear\s+)?trend\s?lines?\b|\brelationship\s+between\b.+\band\b|\bdepends?\s+on\b|\bimpact\s+of\b.+\bon\b|\bcluster(?:s|ing)?\b|\banomal(?:y|ies)\b|\boutliers?\b/,
  ],
  running: [
    /\brunning\s+(?:totals?|sums?|counts?|averages?)\b|\bcumulative\w*|\b(?:moving|rolling|trailing)\s+(?:\S+\s+)?(?:averages?|means?|sums?|totals?)\b/,
  ],
  change: [
    /\b(?:growth|churn|retention)\s+rates?\b|\b(?:year|month|week|quarter|day)[ -](?:over|on)[ -](?:year|month|week|quarter|day)\b|\b(?:yoy|mom|qoq|wow)\b|\bcompared\s+(?:to|with)\s+(?:the\s+)?(?:previous|prior|last|preceding)\b|\bgrow\s+(?:from|since|between)\b/,
  ],
  share: [
    /(?<!\b(?:greatest|highest|lowest|largest|smallest|biggest)\s+)\b(?:percentage|proportion)\s+of\b|\b\d+\s+percent\s+of\s+all\b|\b(?:what|which)\s+(?:percentage|percent|share|proportion|fraction)\b|\bratios?\s+(?:of|between)\b|\bshare\s+of\b/,
  ],
  'relative-date': [
    /\b(?:today|yesterday|tomorrow|tonight|nowadays)\b|\b(?:this|current|last|past|previous|next|coming)\s+(?:week|month|quarter|year|weekend|decade)\b(?!s)|\b(?:last|past|previous|next)\s+(?:\d+|two|three|four|five|six|seven|ten|twelve|thirty|few)\s+(?:days?|weeks?|months?|quarters?|years?|hours?)\b|\b(?:\d+|two|three|four|five|six|seven|ten|a)\s+(?:days?|weeks?|months?|years?)\s+ago\b|\b(?:days?|weeks?|months?|hours?)\s+between\b/,
  ],
};

const future =
  '(?:next\\s+(?:day|week|month|quarter|year|season|decade|summer|winter|spring|autumn)|tomorrow|in\\s+(?:the\\s+)?(?:future|coming|next)|in\\s+\\d+\\s+(?:days|weeks|months|years)|by\\s+(?:the\\s+end\\s+of|20\\d\\d)|in\\s+20[3-9]\\d)';

const ofNobody: Patterns<UnspeakableNeed> = {
  forecast: [
    /\b(?:predict|forecast|extrapolate|foresee)(?:s|ed|ing)?\b|\b(?:predictions?|forecasts?|projections?)\s+(?:for|of|about)\b/,
    new RegExp(
      `\\bwill\\s+(?:we|you|i|it|they|there\\s+be|(?:our|the)\\s+\\w+|sales|revenue|prices?|costs?|demand)\\b.*\\b${future}`,
    ),
    new RegExp(`\\b(?:expected|estimated|projected|likely)\\b.*\\b${future}`),
    /\bwho\s+will\s+win\b|\bwhat\s+(?:will|would)\s+happen\b|\bwhat\s+if\s+(?:we|i|the|all|every)\b/,
  ],
  cause: [
    /^(?:(?:and|but|so|then)[, ]+)?why\b(?!-)|\bexplain\s+(?:to\s+\w+\s+)?(?:why|how(?!\s+(?:many|much)\b)|what|the(?:\s+(?:current|last|latest|first))?\s+\w+)\b|\bwhat\s+(?:caused|causes|drives|drove|explains)\b|\bwhat(?:'s|\s+(?:is|was|are|were))\s+the\s+(?:root\s+)?(?:causes?|reasons?)\s+(?:of|for|behind|why)\b|\bhow\s+come\b|\b(?:tell|show)\s+me\s+why\b|\breasons?\s+why\b/,
  ],
  chart: [
    /(?:^|[.!?;,]\s*|\b(?:please|you|to|and)\s+)(?:draw\s+(?!(?:me\s+|us\s+)?(?:up\s+)?(?:an?|the)\s+(?:lists?|tables?)\b)(?:me|us|an?|the|it|this|that|these|those|all|my|our|how|bars?|pies?|lines?|charts?|graphs?|plots?|diagrams?|pictures?|histograms?)|sketch|visuali[sz]e|(?:plot|chart|graph)(?!\s+(?:summar(?:y|ies)|descriptions?|positions?|nodes?|edges?|databases?|names?|types?|ids?|sizes?|areas?|numbers?)\b))\b|\b(?:bar|pie|line|area|scatter|box|bubble|gantt|radar)[ -]?(?:charts?|graphs?|plots?|diagrams?)\b|\bhistograms?\b|\bheat\s?maps?\b|\bdashboards?\b|\b(?:as|in|into|with)\s+an?\s+(?:chart|graph|diagram|plot)\b|\b(?:chart|graph|diagram|plot)\s+(?:of|for|showing)\b/,
  ],
  opinion: [
    /\bshould\s+(?:i|we|you|one|they)\b|(?:^|[.!?;,]\s*|\b(?:please|and|you(?:'d)?(?:\s+to)?)\s+)(?:recommend|suggest)\b|\badvise\s+(?:me|us)\b|\bwhat\s+do\s+you\s+(?:think|recommend|suggest|advise|prefer)\b|\bdo\s+you\s+(?:think|like|prefer|believe|agree|love|want)\b|\bis\s+it\s+(?:worth|good|wise|better|ok|okay|safe|a\s+good\s+idea)\b|\bbest\s+way\s+to\b|\bhow\s+(?:can|could|do)\s+(?:i|we|one)\s+(?:improve|increase|reduce|grow|boost|save|earn|win|avoid|get|become|lose|learn)\b|\byour\s+(?:opinion|favou?rite|advice)\b|\b(?:give|any)\s+(?:me\s+)?(?:some\s+)?(?:advice|tips|ideas)\b/,
  ],
  schema: [
    /\b(?:which|what|how\s+many)\s+(?:tables|columns|views|indexes|indices|foreign\s+keys)\b|\b(?:list|show|name|describe|display|give)\s+(?:me\s+)?(?:all\s+)?(?:the\s+|of\s+the\s+|your\s+)*(?:tables?|columns?|schema|views|indexes)\s*(?:$|[.?!]|of|in|from|names|and|that|structure)|\b(?:database|table)\s+(?:schema|structure|size|version|engine)\b|\b(?:schema|structure|size|version)\s+of\s+(?:the|this|your)\s+(?:database|tables?|server)\b|\bwho\s+(?:created|made|built|owns)\s+(?:the|this)\s+database\b|\bprimary\s+keys?\b/,
  ],
};

function first<Need extends string>(
  text: QuestionText,
  patterns: Patterns<Need>,
  needs: readonly Need[],
): FoundNeed<Need> | undefined {
  for (const need of needs)
    for (const pattern of patterns[need]) {
      const words =
        need === 'schema'
          ? text.find(pattern, (...place) => text.isNamed(...place) || text.isOfEntity(...place))
          : text.find(pattern);
      if (words !== undefined) return { need, words };
    }
  return undefined;
}

/** The first of the needs that a model lacks and the question has. */
export function lackedNeed(
  text: QuestionText,
  lacks: readonly QuestionNeed[],
): FoundNeed<QuestionNeed> | undefined {
  return first(text, ofModel, lacks);
}

/** The first of all needs that the question has. */
export function neededBy(text: QuestionText): FoundNeed<QuestionNeed> | undefined {
  return lackedNeed(text, Object.keys(ofModel) as QuestionNeed[]);
}

/** What the question needs that no query says. */
export function unspeakableNeed(text: QuestionText): FoundNeed<UnspeakableNeed> | undefined {
  return first(text, ofNobody, ['cause', 'opinion', 'forecast', 'chart', 'schema']);
}
