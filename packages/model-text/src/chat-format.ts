import type { TextTokenizer } from '@momq/moe/bases';

/** One message of a conversation with a language model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** How a base was taught to read a conversation. */
export interface ChatFormat {
  /** Messages that are complete. */
  render(messages: readonly ChatMessage[]): string;
  /** What the base's own message begins with. */
  readonly reply: string;
  /** Texts that end a message beside the base's end tokens. */
  readonly stops: readonly string[];
}

/** What people and databases say holds no marks: `<|im_end|>` in a comment or a question would end the message. */
function withoutMarks(text: string): string {
  return text.replace(/<\|(?=\w+\|>)/g, '< |');
}

/** Qwen, SmolLM2 and others (ChatML). */
const chatMl: ChatFormat = {
  render: (messages) =>
    messages
      .map(({ role, text }) => `<|im_start|>${role}\n${withoutMarks(text)}<|im_end|>\n`)
      .join(''),
  reply: '<|im_start|>assistant\n',
  stops: ['<|im_end|>'],
};

/** Llama 3. */
const llama3: ChatFormat = {
  render: (messages) =>
    messages.map(({ role, text }) => `${llama3Head(role)}${withoutMarks(text)}<|eot_id|>`).join(''),
  reply: llama3Head('assistant'),
  stops: ['<|eot_id|>'],
};

function llama3Head(role: ChatMessage['role']): string {
  return `<|start_header_id|>${role}<|end_header_id|>\n\n`;
}

/** A base that was taught no conversations: it goes on with the text. */
const plain: ChatFormat = {
  render: (messages) => messages.map(({ text }) => `${text.replace(/\n{2,}/g, '\n')}\n\n`).join(''),
  reply: '',
  stops: ['\n\n'],
};

/** The format whose marks are tokens of the base. */
export function chatFormat(tokenizer: Pick<TextTokenizer, 'idOf'>): ChatFormat {
  if (tokenizer.idOf('<|im_start|>') !== null) return chatMl;
  return tokenizer.idOf('<|start_header_id|>') !== null ? llama3 : plain;
}
