import type { TextTokenizer } from '@momq/moe/bases';

/** One message of a conversation with a language model. */
export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly text: string;
}

/** How a base was taught to read a conversation. */
export interface ChatFormat {
  /** The conversation up to where the base's next message begins. */
  render(messages: readonly ChatMessage[]): string;
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
      .join('') + '<|im_start|>assistant\n',
  stops: ['<|im_end|>'],
};

/** Llama 3. */
const llama3: ChatFormat = {
  render: (messages) =>
    [...messages, { role: 'assistant', text: null }]
      .map(({ role, text }) => {
        const head = `<|start_header_id|>${role}<|end_header_id|>\n\n`;
        return text === null ? head : `${head}${withoutMarks(text)}<|eot_id|>`;
      })
      .join(''),
  stops: ['<|eot_id|>'],
};

/** A base that was taught no conversations: it goes on with the text. */
const plain: ChatFormat = {
  render: (messages) => messages.map(({ text }) => `${text}\n\n`).join(''),
  stops: ['\n\n'],
};

/** The format whose marks are tokens of the base. */
export function chatFormat(tokenizer: Pick<TextTokenizer, 'idOf'>): ChatFormat {
  if (tokenizer.idOf('<|im_start|>') !== null) return chatMl;
  return tokenizer.idOf('<|start_header_id|>') !== null ? llama3 : plain;
}
